// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.time.Instant;
import java.util.List;

/**
 * What one run compares.
 *
 * @param takenAt when the broker's side was read
 * @param emptyUnconfirmed the broker side is empty and nothing confirms yet that this is real
 */
public record Observation(
        Instant takenAt,
        List<BrokerPosition> positions,
        List<Deal> deals,
        List<BookedTrade> trades,
        Instruments instruments,
        boolean emptyUnconfirmed) {

    public Observation {
        positions = List.copyOf(positions);
        deals = List.copyOf(deals);
        trades = List.copyOf(trades);
    }
}
