// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.ledger.BotTrade.TradeMode;
import io.ballast.reconciliation.ledger.BotTrade.TradeStatus;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about the bot's trades; they are written with the {@link Ledger}. Their order is that in which they
 * took effect: a closed trade when it was closed, an open one when it was opened ({@link TradeRecord#effectiveAt}).
 */
public interface TradeRepository {

    /** A page of trades, newest first. */
    Uni<List<TradeRecord>> trades(TradeQuery query);

    /**
     * One trade of this user, by its own id or by the bot's (then the newest, where accounts share it); the item is null
     * where there is none.
     */
    Uni<@Nullable TradeRecord> trade(UUID userId, String id);

    /**
     * What this user's trades come to; costs the same however many they are.
     *
     * @param mode null for all
     * @param from only trades that took effect then or later; null for all
     */
    Uni<TradeTotals> totals(UUID userId, @Nullable TradeMode mode, @Nullable Instant from);

    /**
     * Which trades, newest first.
     *
     * @param filter what they have in common
     * @param before only trades that come after this place in the order; null for the newest
     * @param limit at most so many
     */
    record TradeQuery(UUID userId, TradeFilter filter, @Nullable Place before, int limit) {}

    /** What is null is not asked for. */
    record TradeFilter(
            @Nullable TradeMode mode,
            @Nullable TradeStatus status,
            @Nullable String symbol,
            @Nullable String account,
            @Nullable Instant from) {

        /** Every trade. */
        public static final TradeFilter ALL = new TradeFilter(null, null, null, null, null);
    }

    /** Where a trade stands in the order. */
    record Place(Instant effectiveAt, UUID id) {

        public static Place of(TradeRecord trade) {
            return new Place(trade.effectiveAt(), trade.id());
        }
    }
}
