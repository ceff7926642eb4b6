// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

import io.ballast.local.venues.capture.Capture;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.protocol.VenueProtocol;
import io.ballast.local.venues.protocol.VenueTime;
import io.ballast.local.venues.simulation.SimulatedMarket;
import java.util.List;

/**
 * Kraken's spot protocol, version 2, under {@code /kraken/v2}, as its "WebSocket API v2" describes it: one answer per
 * symbol, heartbeats, checksummed books cut to a depth, trades.
 */
public final class Kraken implements VenueProtocol {

    /** Above 2^63 when read as unsigned, as the real ones are. */
    private static final long FIRST_CONNECTION = Long.parseUnsignedLong("17843232920108168701");

    private final Feed feed;
    private final VenueTime time;
    private long nextConnection = FIRST_CONNECTION;

    private Kraken(Feed feed, VenueTime time) {
        this.feed = feed;
        this.time = time;
    }

    /** Plays recordings of this venue. */
    public static VenueProtocol replaying(List<Capture> captures, Pace pace, VenueTime time) {
        return new Kraken(new ReplayFeed(captures, pace, time), time);
    }

    /** Shows the simulated market; its instruments here are {@code BTC/USD}, {@code BTC/USDT} and {@code ETH/USDT}. */
    public static VenueProtocol simulating(SimulatedMarket market, VenueTime time) {
        return new Kraken(new SimulatedFeed(market, time), time);
    }

    @Override
    public String prefix() {
        return "/kraken";
    }

    @Override
    public boolean accepts(Request request) {
        return request.path().equals("/v2");
    }

    @Override
    public Session open(Request request, Connection connection) {
        return new ChannelSession(nextConnection++, feed, connection, time);
    }

    /** REST is of another API version and not served. */
    @Override
    public Reply get(Request request) {
        return new Reply(404, "{\"error\":[\"EGeneral:Unknown method\"]}");
    }
}
