// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.arbitrage;

import io.ballast.market.book.PriceLevel;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.VenueId;
import io.ballast.market.venue.VenueQuote;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The live quotes of one symbol and which pairs of them pay. Not thread-safe: whoever uses it holds its lock. */
final class SymbolPairs {

    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

    private record Pair(VenueId buy, VenueId sell) {}

    private record Begin(Instant at, long nanos) {}

    private final TakerFees fees;
    private final SortedMap<VenueId, VenueQuote> live = new TreeMap<>();
    private final Map<Pair, Begin> paying = new HashMap<>();

    SymbolPairs(TakerFees fees) {
        this.fees = fees;
    }

    void quote(VenueQuote quote, Instant at, long nanos) {
        if (quote.state() == FeedState.LIVE) {
            live.put(quote.venue(), quote);
        } else {
            live.remove(quote.venue());
            paying.keySet()
                    .removeIf(pair ->
                            pair.buy().equals(quote.venue()) || pair.sell().equals(quote.venue()));
        }
        if (quote.news() && quote.state() == FeedState.LIVE) {
            for (VenueQuote other : live.values()) {
                if (!other.venue().equals(quote.venue())) {
                    judge(quote, other, at, nanos);
                    judge(other, quote, at, nanos);
                }
            }
        }
    }

    private void judge(VenueQuote buy, VenueQuote sell, Instant at, long nanos) {
        Pair pair = new Pair(buy.venue(), sell.venue());
        if (profit(buy, sell).signum() > 0) {
            paying.putIfAbsent(pair, new Begin(at, nanos));
        } else {
            paying.remove(pair);
        }
    }

    /** Of one unit after fees; 0 where a side is missing or the prices alone do not pay. */
    private BigDecimal profit(VenueQuote buy, VenueQuote sell) {
        PriceLevel ask = buy.top().ask();
        PriceLevel bid = sell.top().bid();
        if (ask == null || bid == null || bid.price().compareTo(ask.price()) <= 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal paid = ask.price().toBigDecimal().multiply(BigDecimal.ONE.add(fees.of(buy.venue())));
        BigDecimal got = bid.price().toBigDecimal().multiply(BigDecimal.ONE.subtract(fees.of(sell.venue())));
        return got.subtract(paid);
    }

    List<Opportunity> now(long nanos) {
        return paying.entrySet().stream()
                .map(pair -> opportunity(
                        live.get(pair.getKey().buy()), live.get(pair.getKey().sell()), pair.getValue(), nanos))
                .toList();
    }

    private Opportunity opportunity(@Nullable VenueQuote buy, @Nullable VenueQuote sell, Begin begin, long nanos) {
        if (buy == null || sell == null || buy.top().ask() == null || sell.top().bid() == null) {
            throw new IllegalStateException("a pair that pays has both sides");
        }
        PriceLevel ask = buy.top().ask();
        PriceLevel bid = sell.top().bid();
        BigDecimal price = ask.price().toBigDecimal();
        BigDecimal profit = profit(buy, sell);
        return new Opportunity(
                buy.symbol(),
                buy.venue(),
                sell.venue(),
                price,
                bid.price().toBigDecimal(),
                (ask.size().compareTo(bid.size()) <= 0 ? ask : bid).size().toBigDecimal(),
                profit,
                profit.multiply(PERCENT).divide(price, MathContext.DECIMAL64),
                begin.at(),
                Duration.ofNanos(nanos - begin.nanos()),
                Duration.ofNanos(nanos - buy.nanos()),
                Duration.ofNanos(nanos - sell.nanos()));
    }
}
