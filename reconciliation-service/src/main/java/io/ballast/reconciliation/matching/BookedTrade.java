// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One trade that the bot believes it holds.
 *
 * @param ticket the broker's position, null while the bot does not know it
 * @param orderId the broker's order that opened it, null where the bot does not know it
 * @param held tickets of the positions that earlier runs found to be this trade
 * @param changedAt when the bot last did something with it
 * @param missedRuns how many runs in a row have not found it at the broker
 */
public record BookedTrade(
        String tradeId,
        @Nullable Long ticket,
        @Nullable String orderId,
        Set<Long> held,
        Terms terms,
        Instant changedAt,
        int missedRuns) {

    public BookedTrade {
        held = Set.copyOf(held);
    }

    /** The positions that it is known to be: the bot's word, or else what earlier runs found. */
    public Set<Long> tickets() {
        return ticket == null ? held : Set.of(ticket);
    }
}
