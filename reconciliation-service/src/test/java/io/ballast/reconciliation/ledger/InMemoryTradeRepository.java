// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.ledger.BotTrade.TradeMode;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Trades that are forgotten at the end. */
public final class InMemoryTradeRepository implements TradeRepository {

    /** UUIDs are compared as PostgreSQL does: as unsigned bytes. */
    private static final Comparator<TradeRecord> OLDEST_FIRST = Comparator.comparing(TradeRecord::effectiveAt)
            .thenComparing(trade -> trade.id().toString());

    private final Map<UUID, TradeRecord> trades = new HashMap<>();

    synchronized void put(TradeRecord trade) {
        trades.put(trade.id(), trade);
    }

    private synchronized Stream<TradeRecord> of(UUID userId) {
        return List.copyOf(trades.values()).stream()
                .filter(trade -> trade.key().userId().equals(userId))
                .sorted(OLDEST_FIRST);
    }

    @Override
    public Uni<List<TradeRecord>> trades(TradeQuery query) {
        return Uni.createFrom()
                .item(of(query.userId())
                        .sorted(OLDEST_FIRST.reversed())
                        .filter(trade -> matches(trade, query.filter()))
                        .filter(trade -> query.before() == null || after(trade, query.before()))
                        .limit(query.limit())
                        .toList());
    }

    private static boolean matches(TradeRecord trade, TradeFilter filter) {
        return (filter.mode() == null || filter.mode() == trade.trade().mode())
                && (filter.status() == null || filter.status() == trade.trade().status())
                && (filter.symbol() == null
                        || filter.symbol().equals(trade.trade().terms().symbol()))
                && (filter.account() == null
                        || filter.account().equals(trade.key().account()))
                && (filter.from() == null || !trade.effectiveAt().isBefore(filter.from()));
    }

    private static boolean after(TradeRecord trade, Place place) {
        int order = trade.effectiveAt().compareTo(place.effectiveAt());
        return order < 0
                || (order == 0 && trade.id().toString().compareTo(place.id().toString()) < 0);
    }

    @Override
    public Uni<@Nullable TradeRecord> trade(UUID userId, String id) {
        return Uni.createFrom()
                .item(of(userId)
                        .filter(trade -> trade.id().toString().equals(id)
                                || trade.trade().tradeId().equals(id))
                        .reduce((older, newer) -> newer)
                        .orElse(null));
    }

    @Override
    public Uni<TradeTotals> totals(UUID userId, @Nullable TradeMode mode, @Nullable Instant from) {
        TradeFilter filter = new TradeFilter(mode, null, null, null, from);
        return Uni.createFrom()
                .item(of(userId)
                        .filter(trade -> matches(trade, filter))
                        .map(trade -> TradeTotals.of(trade.trade()))
                        .reduce(TradeTotals.NONE, TradeTotals::then));
    }
}
