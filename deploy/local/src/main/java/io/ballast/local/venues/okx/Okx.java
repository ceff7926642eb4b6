// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.okx;

import io.ballast.local.venues.capture.Capture;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.protocol.VenueProtocol;
import io.ballast.local.venues.protocol.VenueTime;
import io.ballast.local.venues.simulation.SimulatedMarket;
import io.ballast.local.venues.topic.TopicFeed;
import io.ballast.local.venues.topic.TopicReplay;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * OKX's protocol, version 5, under {@code /okx/ws/v5/public}: one answer per argument, text pings, books whose updates
 * are chained by numbers and checksummed, trades, mark prices and funding rates.
 */
public final class Okx implements VenueProtocol {

    private final TopicFeed feed;
    private long connections;

    private Okx(TopicFeed feed) {
        this.feed = feed;
    }

    /** Plays recordings of this venue. */
    public static VenueProtocol replaying(List<Capture> captures, Pace pace, VenueTime time) {
        return new Okx(new TopicReplay(
                captures.stream()
                        .flatMap(capture -> capture.recordings().stream())
                        .toList(),
                Topics::ofFrame,
                Okx::refusal,
                pace,
                time));
    }

    /** Shows the simulated market; its instruments here are {@code BTC-USDT} and {@code BTC-USDT-SWAP}. */
    public static VenueProtocol simulating(SimulatedMarket market, VenueTime time) {
        return new Okx(new SimulatedFeed(market, time));
    }

    private static Optional<String> refusal(String topic, Set<String> recorded) {
        return Topics.refusal(topic, recorded.stream().map(Topics::instrument).collect(Collectors.toSet()));
    }

    @Override
    public String prefix() {
        return "/okx";
    }

    @Override
    public boolean accepts(Request request) {
        return request.path().equals("/ws/v5/public");
    }

    @Override
    public Session open(Request request, Connection connection) {
        return new ArgumentSession("ballast-" + ++connections, feed, connection);
    }

    /** REST is not needed for any channel served here. */
    @Override
    public Reply get(Request request) {
        return new Reply(404, "{\"code\":\"404\",\"msg\":\"no such path\",\"data\":[]}");
    }
}
