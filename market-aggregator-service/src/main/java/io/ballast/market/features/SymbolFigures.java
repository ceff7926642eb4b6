// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.features;

import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.TopOfBook;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.Funding;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.Trade;
import io.ballast.market.venue.VenueId;
import io.ballast.market.venue.VenueQuote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is known of one symbol. Not thread-safe: whoever uses it holds its lock. */
final class SymbolFigures {

    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final Symbol symbol;
    private final SortedMap<VenueId, TopOfBook> live = new TreeMap<>();
    private final TradedVolume traded = new TradedVolume();
    private final FundingRates funding;
    private final PriceSamples samples;
    private final long sampleMillis;
    private @Nullable Features told;

    SymbolFigures(Symbol symbol, FeaturesConfig config) {
        this.symbol = symbol;
        this.funding = new FundingRates(config.fundingMaxAge());
        this.samples = new PriceSamples(config.samples());
        this.sampleMillis = config.interval().toMillis();
    }

    void quote(VenueQuote quote) {
        if (quote.state() == FeedState.LIVE
                && quote.top().bid() != null
                && quote.top().ask() != null) {
            live.put(quote.venue(), quote.top());
        } else {
            live.remove(quote.venue());
        }
    }

    void funding(Funding told, long nanos) {
        funding.add(told, nanos);
    }

    void trade(Trade trade, long nanos) {
        traded.add(trade, nanos);
    }

    /** Takes a sample; the features if several venues contribute and they are not those told last, else null. */
    @Nullable
    Features sample(Instant at, long nanos) {
        samples.add(prices());
        if (live.size() < 2) {
            told = null;
            return null;
        }
        Features now = compute(at, nanos);
        if (!now.differs(told)) {
            return null;
        }
        told = now;
        return now;
    }

    Features compute(Instant at, long nanos) {
        SortedMap<VenueId, BigDecimal> prices = prices();
        boolean none = prices.isEmpty();
        return new Features(
                symbol,
                prices,
                none ? null : Statistics.mean(prices.values()),
                none ? null : Statistics.deviation(prices.values()),
                samples.volatility(),
                samples.leadLag(prices.keySet(), sampleMillis),
                traded.averagePrice(60, nanos),
                traded.averagePrice(300, nanos),
                spread(),
                funding.delta(nanos),
                at);
    }

    private SortedMap<VenueId, BigDecimal> prices() {
        SortedMap<VenueId, BigDecimal> prices = new TreeMap<>();
        live.forEach((venue, top) -> prices.put(venue, mid(top)));
        return prices;
    }

    private static BigDecimal mid(TopOfBook top) {
        return price(top.bid()).add(price(top.ask())).multiply(HALF);
    }

    private @Nullable BigDecimal spread() {
        BigDecimal bid = best(TopOfBook::bid, BigDecimal::max);
        BigDecimal ask = best(TopOfBook::ask, BigDecimal::min);
        return bid == null || ask == null ? null : ask.subtract(bid);
    }

    private @Nullable BigDecimal best(
            Function<TopOfBook, @Nullable PriceLevel> side, BinaryOperator<BigDecimal> better) {
        return live.values().stream()
                .map(top -> price(side.apply(top)))
                .reduce(better)
                .orElse(null);
    }

    private static BigDecimal price(@Nullable PriceLevel level) {
        if (level == null) {
            throw new IllegalStateException("a live contribution has both sides");
        }
        return level.price().toBigDecimal();
    }
}
