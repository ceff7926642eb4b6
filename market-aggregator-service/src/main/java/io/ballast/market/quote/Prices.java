// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import io.ballast.common.time.TimeSource;
import io.ballast.market.aggregation.ConsolidatedQuote;
import io.ballast.market.aggregation.ConsolidatedQuotes;
import io.ballast.market.aggregation.MergedLevel;
import io.ballast.market.aggregation.RecentTrades;
import io.ballast.market.venue.Symbol;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Answers what a symbol's price is: the newest trade, else the mid, else that it is not known. */
@ApplicationScoped
class Prices {

    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final RecentTrades trades;
    private final ConsolidatedQuotes quotes;
    private final QuoteConfig config;
    private final TimeSource time;

    Prices(RecentTrades trades, ConsolidatedQuotes quotes, QuoteConfig config, TimeSource time) {
        this.trades = trades;
        this.quotes = quotes;
        this.config = config;
        this.time = time;
    }

    PriceView latest(Symbol symbol) {
        return trades.last(symbol)
                .map(this::traded)
                .or(() -> quotes.latest(symbol).flatMap(this::mid))
                .orElseGet(() -> new PriceView(symbol.toString(), "none", null, null, null, true, null));
    }

    private PriceView traded(RecentTrades.Heard last) {
        Duration age = trades.age(last);
        return new PriceView(
                last.trade().symbol().toString(),
                "trade",
                last.trade().price().toBigDecimal(),
                last.trade().venue().value(),
                age.toMillis(),
                age.compareTo(config.staleAfter()) >= 0,
                last.heardAt());
    }

    private Optional<PriceView> mid(ConsolidatedQuote quote) {
        MergedLevel bid = quote.top().bestBid();
        MergedLevel ask = quote.top().bestAsk();
        if (bid == null || ask == null) {
            return Optional.empty();
        }
        // both sides are live: the mid holds now, however long ago it last changed
        return Optional.of(new PriceView(
                quote.symbol().toString(),
                "mid",
                bid.price().plus(ask.price()).toBigDecimal().multiply(HALF),
                "consolidated",
                0L,
                false,
                time.now()));
    }
}
