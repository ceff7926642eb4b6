// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.bybit;

import io.ballast.local.venues.capture.Capture;
import io.ballast.local.venues.capture.Capture.Recording;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.protocol.VenueProtocol;
import io.ballast.local.venues.protocol.VenueTime;
import io.ballast.local.venues.simulation.SimulatedMarket;
import io.ballast.local.venues.topic.TopicFeed;
import io.ballast.local.venues.topic.TopicReplay;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Bybit's protocol, version 5, under {@code /bybit/v5/public/spot} and {@code /linear}: one answer per request, pings
 * by the client, books whose changes are numbered one by one, trades, tickers.
 */
public final class Bybit implements VenueProtocol {

    private final Map<Segment, TopicFeed> feeds = new EnumMap<>(Segment.class);
    private long connections;

    private Bybit(Function<Segment, TopicFeed> feed) {
        Stream.of(Segment.values()).forEach(segment -> feeds.put(segment, feed.apply(segment)));
    }

    /** Plays recordings of this venue; which segment one is of, the address tells that it was opened with. */
    public static VenueProtocol replaying(List<Capture> captures, Pace pace, VenueTime time) {
        List<Recording> all = captures.stream()
                .flatMap(capture -> capture.recordings().stream())
                .toList();
        return new Bybit(segment -> new TopicReplay(
                all.stream()
                        .filter(recording -> recording.address().endsWith(segment.path()))
                        .toList(),
                Topics::of,
                Bybit::refusal,
                pace,
                time));
    }

    /** Shows the simulated market; its instrument is {@code BTCUSDT} in either segment. */
    public static VenueProtocol simulating(SimulatedMarket market, VenueTime time) {
        return new Bybit(segment -> new SimulatedFeed(segment, market, time));
    }

    /** A depth other than the recorded one is refused: its book would stay empty. */
    private static Optional<String> refusal(String topic, Set<String> recorded) {
        Set<String> symbols = recorded.stream().map(Topics::symbol).collect(Collectors.toSet());
        boolean otherDepth = Topics.depth(topic) > 0
                && recorded.stream()
                        .anyMatch(each ->
                                Topics.depth(each) > 0 && Topics.symbol(each).equals(Topics.symbol(topic)));
        return otherDepth
                ? Optional.of("error:not recorded with this depth,topic:" + topic)
                : Topics.refusal(topic, symbols);
    }

    @Override
    public String prefix() {
        return "/bybit";
    }

    @Override
    public boolean accepts(Request request) {
        return segment(request).isPresent();
    }

    @Override
    public Session open(Request request, Connection connection) {
        Segment segment = segment(request).orElseThrow();
        TopicFeed feed = Optional.ofNullable(feeds.get(segment)).orElseThrow();
        return new TopicSession("ballast-" + ++connections, segment, feed, connection);
    }

    private static Optional<Segment> segment(Request request) {
        return Stream.of(Segment.values())
                .filter(segment -> segment.path().equals(request.path()))
                .findFirst();
    }

    /** REST is not needed for any channel served here. */
    @Override
    public Reply get(Request request) {
        return new Reply(404, "{\"retCode\":10001,\"retMsg\":\"no such path\"}");
    }
}
