// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.coinbase;

import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Line;
import io.ballast.market.venue.Symbol;
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

/** Coinbase Advanced Trade: {@code level2}, {@code market_trades} and {@code heartbeats}, which need no key. */
@ApplicationScoped
class CoinbaseAdapter implements VenueAdapter {

    private final CoinbaseConfig config;

    CoinbaseAdapter(CoinbaseConfig config) {
        this.config = config;
    }

    @Override
    public VenueId venue() {
        return new VenueId("coinbase");
    }

    @Override
    public String captureName() {
        return "coinbase-advanced";
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.BOOK, Channel.TRADES);
    }

    @Override
    public String liveWsUrl() {
        return "wss://advanced-trade-ws.coinbase.com";
    }

    @Override
    public void check(Symbol symbol) {
        if (!symbol.contract().isEmpty()) {
            throw new IllegalArgumentException("no symbol of coinbase: " + symbol);
        }
    }

    /** The venue always tells all levels. */
    @Override
    public int depth(OptionalInt configured) {
        int depth = configured.orElse(config.levelsKept());
        if (depth < 1) {
            throw new IllegalArgumentException("depth must be at least 1: " + depth);
        }
        return depth;
    }

    /** Never fewer than there are: the venue tells a level that moves up into view only when it changes. */
    @Override
    public int levelsKept(int depth) {
        return Math.max(config.levelsKept(), depth);
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
        return new CoinbaseSession(setup, board, line, config);
    }
}
