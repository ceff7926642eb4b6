// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.broker;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The account as the broker sees it at one moment. */
record Snapshot(
        UUID snapshotId,
        Instant takenAt,
        boolean complete,
        String mode,
        Account account,
        List<Position> positions,
        List<Deal> deals) {

    /** Money of the account. */
    record Account(BigDecimal balance, BigDecimal equity, BigDecimal marginUsed, String currency) {}

    Snapshot {
        positions = List.copyOf(positions);
        deals = List.copyOf(deals);
    }
}
