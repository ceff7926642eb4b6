// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Line;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueAdapter;
import io.ballast.market.venue.VenueBoard;
import io.ballast.market.venue.VenueId;
import io.ballast.market.venue.VenueSession;
import io.ballast.market.venue.VenueSetup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Binance spot: {@code depth@100ms} and {@code aggTrade} streams, depth snapshots by REST. */
@ApplicationScoped
class BinanceAdapter implements VenueAdapter {

    /** Levels of a snapshot. Far fewer, and the best prices go wrong without any gap to show it. */
    private static final int DEFAULT_DEPTH = 1000;

    private static final int MAX_DEPTH = 5000;

    private final BinanceConfig config;

    BinanceAdapter(BinanceConfig config) {
        this.config = config;
    }

    @Override
    public VenueId venue() {
        return new VenueId("binance");
    }

    @Override
    public String captureName() {
        return "binance-spot";
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.BOOK, Channel.TRADES);
    }

    @Override
    public String liveWsUrl() {
        return "wss://stream.binance.com:9443";
    }

    @Override
    public Optional<String> liveRestUrl() {
        return Optional.of("https://api.binance.com");
    }

    @Override
    public int depth(OptionalInt configured) {
        int depth = configured.orElse(DEFAULT_DEPTH);
        if (depth < 1 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("depth must be 1 to " + MAX_DEPTH + ": " + depth);
        }
        return depth;
    }

    @Override
    public int levelsKept(int depth) {
        return Math.max(config.levelsKept(), depth);
    }

    @Override
    public String socketUrl(VenueSetup setup) {
        String streams = setup.channels().stream()
                .sorted()
                .flatMap(channel -> setup.symbols().stream().flatMap(symbol -> stream(channel, symbol)))
                .collect(Collectors.joining("/"));
        return setup.wsUrl() + "/stream?streams=" + streams;
    }

    private static Stream<String> stream(Channel channel, Symbol symbol) {
        String name = BinanceSymbols.stream(symbol);
        return switch (channel) {
            case BOOK -> Stream.of(name + "@depth@100ms");
            case TRADES -> Stream.of(name + "@aggTrade");
            case QUOTES, CANDLES, FUNDING -> Stream.empty();
        };
    }

    @Override
    public VenueSession session(VenueSetup setup, VenueBoard board, Line line) {
        return new BinanceSession(setup, board, line, config);
    }
}
