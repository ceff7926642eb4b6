// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.okx;

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

/**
 * OKX v5: {@code books} (or {@code books5}, {@code bbo-tbt}), {@code trades}, of perpetuals {@code mark-price} and
 * {@code funding-rate}. Sizes are the venue's: units of the base currency for spot, numbers of contracts for
 * derivatives. The first trade after subscribing is the last one before it.
 */
@ApplicationScoped
class OkxAdapter implements VenueAdapter {

    private static final Set<Integer> DEPTHS = Set.of(1, 5, 400);
    private static final int DEFAULT_DEPTH = 400;

    private final OkxConfig config;

    OkxAdapter(OkxConfig config) {
        this.config = config;
    }

    @Override
    public VenueId venue() {
        return new VenueId("okx");
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.BOOK, Channel.TRADES, Channel.FUNDING);
    }

    @Override
    public String liveWsUrl() {
        return "wss://ws.okx.com:8443/ws/v5/public";
    }

    @Override
    public int depth(OptionalInt configured) {
        int depth = configured.orElse(DEFAULT_DEPTH);
        if (!DEPTHS.contains(depth)) {
            throw new IllegalArgumentException("depth must be 1, 5 or 400: " + depth);
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
        return new OkxSession(setup, board, line, config);
    }
}
