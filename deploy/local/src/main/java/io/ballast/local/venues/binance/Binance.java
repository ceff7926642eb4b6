// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import io.ballast.local.venues.capture.Capture;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.protocol.VenueProtocol;
import io.ballast.local.venues.protocol.VenueTime;
import io.ballast.local.venues.simulation.SimulatedMarket;
import java.util.List;
import java.util.stream.Stream;

/**
 * The protocol of Binance's markets, as its "Web Socket Streams" and "General API Information" describe it: combined
 * and raw streams, the routed paths of futures, live subscriptions, pings, and the REST order book.
 */
public final class Binance implements VenueProtocol {

    private final Market market;
    private final Feed feed;
    private final VenueTime time;

    private Binance(Market market, Feed feed, VenueTime time) {
        this.market = market;
        this.feed = feed;
        this.time = time;
    }

    /** Plays recordings of the spot market. */
    public static VenueProtocol replaying(List<Capture> captures, Pace pace, VenueTime time) {
        return replaying(Market.SPOT, captures, pace, time);
    }

    /** Plays recordings of futures margined in a dollar coin. */
    public static VenueProtocol replayingUsdm(List<Capture> captures, Pace pace, VenueTime time) {
        return replaying(Market.USDM, captures, pace, time);
    }

    /** Plays recordings of futures margined in what they are about. */
    public static VenueProtocol replayingCoinm(List<Capture> captures, Pace pace, VenueTime time) {
        return replaying(Market.COINM, captures, pace, time);
    }

    private static VenueProtocol replaying(Market market, List<Capture> captures, Pace pace, VenueTime time) {
        return new Binance(market, new ReplayFeed(captures, pace, time), time);
    }

    /** Shows the simulated market; its instruments here are {@code BTCUSDT}, {@code ETHUSDT} and {@code SOLUSDT}. */
    public static VenueProtocol simulating(SimulatedMarket market, VenueTime time) {
        return new Binance(Market.SPOT, new SimulatedFeed(Market.SPOT, market, time), time);
    }

    /** The same as perpetuals: USD-M's {@code BTCUSDT} and {@code ETHUSDT}, COIN-M's {@code BTCUSD_PERP}. */
    public static List<VenueProtocol> simulatingFutures(SimulatedMarket simulated, VenueTime time) {
        return Stream.of(Market.USDM, Market.COINM)
                .<VenueProtocol>map(market -> new Binance(market, new SimulatedFeed(market, simulated, time), time))
                .toList();
    }

    @Override
    public String prefix() {
        return market.prefix;
    }

    @Override
    public boolean accepts(Request request) {
        return Endpoint.of(market, request).isPresent();
    }

    @Override
    public Session open(Request request, Connection connection) {
        return new StreamSession(Endpoint.of(market, request).orElseThrow(), market.ping, feed, connection, time);
    }

    @Override
    public Reply get(Request request) {
        return feed.get(request);
    }
}
