// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Line;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueAdapter;
import io.ballast.market.venue.VenueBoard;
import io.ballast.market.venue.VenueId;
import io.ballast.market.venue.VenueSession;
import io.ballast.market.venue.VenueSetup;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One segment of Bybit v5: {@code orderbook} and {@code publicTrade}, of contracts the funding part of {@code tickers}.
 * Sizes of linear contracts are units of the base currency. Block trades are among the trades.
 */
final class BybitAdapter implements VenueAdapter {

    private static final Set<Integer> DEPTHS = Set.of(1, 50, 200, 1000);
    private static final int DEFAULT_DEPTH = 200;

    private final Segment segment;
    private final BybitConfig config;

    BybitAdapter(Segment segment, BybitConfig config) {
        this.segment = segment;
        this.config = config;
    }

    @Override
    public VenueId venue() {
        return segment.venue();
    }

    @Override
    public Set<Channel> channels() {
        return segment.channels();
    }

    @Override
    public String liveWsUrl() {
        return segment.liveUrl();
    }

    @Override
    public int depth(OptionalInt configured) {
        int depth = configured.orElse(DEFAULT_DEPTH);
        if (!DEPTHS.contains(depth)) {
            throw new IllegalArgumentException("depth must be 1, 50, 200 or 1000: " + depth);
        }
        return depth;
    }

    @Override
    public void check(Symbol symbol) {
        segment.name(symbol);
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
        return new BybitSession(segment, setup, board, line, config);
    }
}
