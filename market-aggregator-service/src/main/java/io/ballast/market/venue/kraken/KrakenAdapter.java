// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.kraken;

import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Line;
import io.ballast.market.venue.VenueAdapter;
import io.ballast.market.venue.VenueBoard;
import io.ballast.market.venue.VenueId;
import io.ballast.market.venue.VenueSession;
import io.ballast.market.venue.VenueSetup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Kraken spot, WebSocket v2: {@code book} and {@code trade} channels. */
@ApplicationScoped
class KrakenAdapter implements VenueAdapter {

    private static final Set<Integer> DEPTHS = Set.of(10, 25, 100, 500, 1000);
    private static final int DEFAULT_DEPTH = 10;

    private final KrakenConfig config;

    KrakenAdapter(KrakenConfig config) {
        this.config = config;
    }

    @Override
    public VenueId venue() {
        return new VenueId("kraken");
    }

    @Override
    public String captureName() {
        return "kraken-v2";
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.BOOK, Channel.TRADES);
    }

    @Override
    public String liveWsUrl() {
        return "wss://ws.kraken.com/v2";
    }

    @Override
    public int depth(OptionalInt configured) {
        int depth = configured.orElse(DEFAULT_DEPTH);
        if (!DEPTHS.contains(depth)) {
            throw new IllegalArgumentException("depth must be 10, 25, 100, 500 or 1000: " + depth);
        }
        return depth;
    }

    @Override
    public Optional<Duration> heartbeat() {
        return Optional.of(config.heartbeatLimit());
    }

    @Override
    public String socketUrl(VenueSetup setup) {
        return setup.wsUrl();
    }

    @Override
    public VenueSession session(VenueSetup setup, VenueBoard board, Line line) {
        return new KrakenSession(setup, board, line, config);
    }
}
