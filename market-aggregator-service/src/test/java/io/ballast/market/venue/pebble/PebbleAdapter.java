// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.pebble;

import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Line;
import io.ballast.market.venue.VenueAdapter;
import io.ballast.market.venue.VenueBoard;
import io.ballast.market.venue.VenueId;
import io.ballast.market.venue.VenueSession;
import io.ballast.market.venue.VenueSetup;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Pebble: books only, numbered updates, a heartbeat each second. */
class PebbleAdapter implements VenueAdapter {

    @Override
    public VenueId venue() {
        return new VenueId("pebble");
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.BOOK);
    }

    @Override
    public String liveWsUrl() {
        return "wss://feed.pebble.example/v1";
    }

    @Override
    public int depth(OptionalInt configured) {
        return configured.orElse(100);
    }

    @Override
    public Optional<Duration> heartbeat() {
        return Optional.of(Duration.ofSeconds(5));
    }

    @Override
    public String socketUrl(VenueSetup setup) {
        return setup.wsUrl();
    }

    @Override
    public VenueSession session(VenueSetup setup, VenueBoard board, Line line) {
        return new PebbleSession(setup, board, line);
    }
}
