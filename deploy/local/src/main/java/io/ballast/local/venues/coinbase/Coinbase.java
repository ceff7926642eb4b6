// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.coinbase;

import io.ballast.local.venues.capture.Capture;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.protocol.VenueProtocol;
import io.ballast.local.venues.protocol.VenueTime;
import io.ballast.local.venues.simulation.SimulatedMarket;
import java.util.List;

/** The market data of Coinbase's Advanced Trade API under {@code /coinbase/ws}. */
public final class Coinbase implements VenueProtocol {

    private final Feed feed;
    private final VenueTime time;

    private Coinbase(Feed feed, VenueTime time) {
        this.feed = feed;
        this.time = time;
    }

    /** Plays recordings of this venue. */
    public static VenueProtocol replaying(List<Capture> captures, Pace pace, VenueTime time) {
        return new Coinbase(new ReplayFeed(captures, pace, time), time);
    }

    /** Shows the simulated market; its products here are {@code BTC-USD} and {@code ETH-USD}. */
    public static VenueProtocol simulating(SimulatedMarket market, VenueTime time) {
        return new Coinbase(new SimulatedFeed(market, time), time);
    }

    @Override
    public String prefix() {
        return "/coinbase";
    }

    @Override
    public boolean accepts(Request request) {
        return request.path().equals("/ws");
    }

    @Override
    public Session open(Request request, Connection connection) {
        return new ChannelSession(feed, new Numbered(connection), time);
    }

    @Override
    public Reply get(Request request) {
        return new Reply(404, "{\"error\":\"not found\"}");
    }
}
