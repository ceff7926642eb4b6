// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One venue's protocol. Adding a venue is a bean of this type in a package of its own; everything about connections,
 * states, counting and announcing is done for it.
 */
public interface VenueAdapter {

    VenueId venue();

    /** How the names of captures of this protocol begin. */
    default String captureName() {
        return venue().value();
    }

    /** What it can subscribe to; other channels in the configuration are reported and left out. */
    Set<Channel> channels();

    /** The public socket of the real venue. */
    String liveWsUrl();

    /** The public REST interface of the real venue, where books need one. */
    default Optional<String> liveRestUrl() {
        return Optional.empty();
    }

    /**
     * Levels to ask the venue for on each side.
     *
     * @throws IllegalArgumentException if the venue has no such depth
     */
    int depth(OptionalInt configured);

    /** Levels to keep on each side of a book of that depth; the worst beyond it are dropped after every message. */
    default int levelsKept(int depth) {
        return depth;
    }

    /** Longest time without any message from a venue that sends heartbeats; empty if it sends none. */
    default Optional<Duration> heartbeat() {
        return Optional.empty();
    }

    /**
     * Looks whether the venue can have that symbol at all.
     *
     * @throws IllegalArgumentException if it cannot
     */
    default void check(Symbol symbol) {}

    /** The complete URL to connect to. */
    String socketUrl(VenueSetup setup);

    /**
     * The complete URLs of all sockets that one conversation goes over, for venues that spread it. What is sent goes
     * over the first; where one ends, the conversation does.
     */
    default List<String> socketUrls(VenueSetup setup) {
        return List.of(socketUrl(setup));
    }

    /** A conversation over one new connection. */
    VenueSession session(VenueSetup setup, VenueBoard board, Line line);
}
