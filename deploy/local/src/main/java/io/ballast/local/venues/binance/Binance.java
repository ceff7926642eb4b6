// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import io.ballast.local.venues.capture.Capture;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.protocol.VenueProtocol;
import io.ballast.local.venues.protocol.VenueTime;
import io.ballast.local.venues.simulation.SimulatedMarket;
import java.util.List;

/**
 * Binance's spot protocol under {@code /binance}, as its "Web Socket Streams" and "General API Information" describe
 * it: combined and raw streams, live subscriptions, pings, and the REST order book.
 */
public final class Binance implements VenueProtocol {

    private final Feed feed;
    private final VenueTime time;

    private Binance(Feed feed, VenueTime time) {
        this.feed = feed;
        this.time = time;
    }

    /** Plays recordings of this venue. */
    public static VenueProtocol replaying(List<Capture> captures, Pace pace, VenueTime time) {
        return new Binance(new ReplayFeed(captures, pace, time), time);
    }

    /** Shows the simulated market; its instruments here are {@code BTCUSDT}, {@code ETHUSDT} and {@code SOLUSDT}. */
    public static VenueProtocol simulating(SimulatedMarket market, VenueTime time) {
        return new Binance(new SimulatedFeed(market, time), time);
    }

    @Override
    public String prefix() {
        return "/binance";
    }

    @Override
    public boolean accepts(Request request) {
        return Endpoint.of(request).isPresent();
    }

    @Override
    public Session open(Request request, Connection connection) {
        return new StreamSession(Endpoint.of(request).orElseThrow(), feed, connection, time);
    }

    @Override
    public Reply get(Request request) {
        return feed.get(request);
    }
}
