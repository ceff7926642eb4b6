// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Positions and trades for tests, alike unless told otherwise. */
final class Books {

    static final Instant ENTRY = Instant.parse("2026-01-05T09:00:00Z");
    static final Instant TAKEN = Instant.parse("2026-01-05T12:00:00Z");

    private Books() {}

    static Terms terms(String symbol, Side side, String volume, String entry) {
        return new Terms(symbol, side, new BigDecimal(volume), new BigDecimal(entry), ENTRY, null, null);
    }

    static Terms exits(@Nullable String takeProfit, @Nullable String stopLoss) {
        Terms base = terms("EURUSD", Side.BUY, "1", "1.1");
        return new Terms(
                base.symbol(),
                base.direction(),
                base.volume(),
                base.entryPrice(),
                ENTRY,
                takeProfit == null ? null : new BigDecimal(takeProfit),
                stopLoss == null ? null : new BigDecimal(stopLoss));
    }

    static BrokerPosition position(long ticket, Terms terms) {
        return new BrokerPosition(ticket, terms, terms.entryPrice(), null, null, null, null);
    }

    static BrokerPosition position(Terms terms, String current, @Nullable String profit) {
        return new BrokerPosition(
                1, terms, new BigDecimal(current), profit == null ? null : new BigDecimal(profit), null, null, null);
    }

    static BookedTrade trade(String id, @Nullable Long ticket, Terms terms) {
        return trade(id, ticket, terms, ENTRY, 0);
    }

    static BookedTrade trade(String id, @Nullable Long ticket, Terms terms, Instant changed, int missed) {
        return new BookedTrade(id, ticket, null, Set.of(), terms, changed, missed);
    }

    /** A trade that names its order and no ticket. */
    static BookedTrade ordered(String id, String orderId, Terms terms) {
        return new BookedTrade(id, null, orderId, Set.of(), terms, ENTRY, 0);
    }

    /** A trade that earlier runs found to be these positions. */
    static BookedTrade holding(String id, Set<Long> held, Terms terms, int missed) {
        return new BookedTrade(id, null, null, held, terms, ENTRY, missed);
    }

    static Terms at(Terms terms, Duration later) {
        return new Terms(
                terms.symbol(),
                terms.direction(),
                terms.volume(),
                terms.entryPrice(),
                terms.entryTime().plus(later),
                terms.takeProfit(),
                terms.stopLoss());
    }

    static Deal out(long dealId, long ticket, String volume, String price, String profit, Instant at) {
        return new Deal(
                dealId,
                Deal.Kind.SELL,
                ticket,
                null,
                Deal.Entry.OUT,
                new BigDecimal(volume),
                new BigDecimal(price),
                new BigDecimal(profit),
                BigDecimal.ZERO,
                new BigDecimal("-1"),
                at);
    }

    static Matcher.Observation observed(List<BrokerPosition> positions, List<Deal> deals, List<BookedTrade> trades) {
        return new Matcher.Observation(
                TAKEN, Matcher.Mode.HEDGING, positions, deals, trades, Instruments.of(List.of()), false);
    }
}
