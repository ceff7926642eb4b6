// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.ledger.AccountState.Funds;
import io.ballast.reconciliation.matching.BrokerPosition;
import io.ballast.reconciliation.matching.Deal;
import io.ballast.reconciliation.matching.Instruments.Instrument;
import io.ballast.reconciliation.matching.Matcher.Mode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checked snapshot.
 *
 * @param content what it says of the account; null if it cannot be relied on
 * @param unreliable why it cannot, null if it can
 */
record Snapshot(
        String snapshotId, Instant takenAt, String broker, @Nullable Content content, @Nullable String unreliable) {

    /** Everything the broker holds at one moment. */
    record Content(
            Funds funds,
            String currency,
            Mode mode,
            List<BrokerPosition> positions,
            List<Deal> deals,
            List<Instrument> instruments) {

        Content {
            positions = List.copyOf(positions);
            deals = List.copyOf(deals);
            instruments = List.copyOf(instruments);
        }
    }
}
