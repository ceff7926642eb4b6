// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import io.ballast.local.venues.simulation.Listing;
import io.ballast.local.venues.simulation.SimulatedBook.Side;
import io.ballast.local.venues.simulation.SimulatedMarket;
import io.ballast.local.venues.simulation.Trade;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** The streams of one symbol: trades and best quotes as they happen, depth events at their two intervals. */
final class SimulatedStreams {

    private static final Duration FAST = Duration.ofMillis(100);
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Duration MARK = Duration.ofSeconds(3);

    private final Market market;
    private final Listing listing;
    private final Payloads payloads;
    private final String name;
    private final DepthDiff fast;
    private final DepthDiff slow;
    private long steps;
    private long nextFill;
    private List<Object> lastBest = List.of();

    SimulatedStreams(Market market, Listing listing) {
        this.market = market;
        this.listing = listing;
        this.payloads = new Payloads(market, listing);
        this.name = listing.instrument().symbol().toLowerCase(Locale.ROOT);
        this.fast = new DepthDiff(listing.updateId());
        this.slow = new DepthDiff(listing.updateId());
        this.nextFill = 2 * listing.updateId();
    }

    Payloads payloads() {
        return payloads;
    }

    /** Publishes what the market's last step means for each stream, by stream name and data. */
    void stepped(Instant now, BiConsumer<String, String> publish) {
        steps++;
        Listing.Step step = listing.lastStep();
        for (Trade trade : step.trades()) {
            publish.accept(name + "@aggTrade", payloads.aggTrade(trade, nextFill, now));
            nextFill += trade.fills();
        }
        List<Object> best =
                List.of(listing.book().top(Side.BID, 1), listing.book().top(Side.ASK, 1));
        if (!best.equals(lastBest)) {
            lastBest = best;
            publish.accept(name + "@bookTicker", payloads.bookTicker(now));
        }
        if (market.futures() && steps % MARK.dividedBy(SimulatedMarket.STEP) == 0) {
            publish.accept(name + "@markPrice", payloads.markPrice(now));
        }
        depth(fast, FAST, name + "@depth@100ms", now, publish);
        depth(slow, SLOW, name + "@depth", now, publish);
    }

    private void depth(
            DepthDiff diff, Duration interval, String stream, Instant now, BiConsumer<String, String> publish) {
        diff.add(listing.lastStep().changes(), listing.updateId());
        if (steps % interval.dividedBy(SimulatedMarket.STEP) == 0 && !diff.isEmpty()) {
            publish.accept(stream, payloads.depthUpdate(diff, now));
            diff.clear();
        }
    }
}
