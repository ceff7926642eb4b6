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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One of Binance's markets: {@code depth@100ms} with snapshots by REST, {@code aggTrade}, {@code bookTicker} to check
 * the book against, and {@code markPrice} of perpetuals.
 */
class BinanceAdapter implements VenueAdapter {

    /** Levels of a snapshot. Far fewer, and the best prices go wrong without any gap to show it. */
    private static final int DEFAULT_DEPTH = 1000;

    private final Market market;
    private final BinanceConfig config;

    BinanceAdapter(Market market, BinanceConfig config) {
        this.market = market;
        this.config = config;
    }

    @Override
    public VenueId venue() {
        return market.venue;
    }

    @Override
    public String captureName() {
        return market == Market.SPOT ? "binance-spot" : market.venue.value();
    }

    @Override
    public Set<Channel> channels() {
        return market == Market.SPOT
                ? Set.of(Channel.BOOK, Channel.TRADES, Channel.QUOTES)
                : Set.of(Channel.BOOK, Channel.TRADES, Channel.QUOTES, Channel.FUNDING);
    }

    @Override
    public String liveWsUrl() {
        return market.liveWsUrl;
    }

    @Override
    public Optional<String> liveRestUrl() {
        return Optional.of(market.liveRestUrl);
    }

    @Override
    public void check(Symbol symbol) {
        market.name(symbol);
    }

    @Override
    public int depth(OptionalInt configured) {
        int depth = configured.orElse(DEFAULT_DEPTH);
        if (depth < 1 || depth > market.maxDepth) {
            throw new IllegalArgumentException("depth must be 1 to " + market.maxDepth + ": " + depth);
        }
        return depth;
    }

    @Override
    public int levelsKept(int depth) {
        return Math.max(config.levelsKept(), depth);
    }

    /** One socket; two where the venue serves order books and the rest of the market under different paths. */
    @Override
    public List<String> socketUrls(VenueSetup setup) {
        Routes routes = Routes.of(market, config);
        List<String> bookStreams = streams(setup, Routes.BOOK);
        List<String> marketStreams = streams(setup, Routes.MARKET);
        if (routes.together()) {
            return List.of(url(
                    setup,
                    routes.book(),
                    Stream.concat(bookStreams.stream(), marketStreams.stream()).toList()));
        }
        return Stream.of(url(setup, routes.book(), bookStreams), url(setup, routes.market(), marketStreams))
                .filter(url -> !url.endsWith("="))
                .toList();
    }

    @Override
    public String socketUrl(VenueSetup setup) {
        return socketUrls(setup).getFirst();
    }

    private static String url(VenueSetup setup, String path, List<String> streams) {
        return setup.wsUrl() + path + "/stream?streams=" + String.join("/", streams);
    }

    private List<String> streams(VenueSetup setup, Set<Channel> of) {
        return setup.channels().stream()
                .filter(of::contains)
                .sorted()
                .flatMap(channel -> setup.symbols().stream().flatMap(symbol -> stream(channel, symbol)))
                .toList();
    }

    private Stream<String> stream(Channel channel, Symbol symbol) {
        String name = market.stream(symbol);
        return switch (channel) {
            case BOOK -> Stream.of(name + "@depth@100ms");
            case TRADES -> Stream.of(name + "@aggTrade");
            case QUOTES -> Stream.of(name + "@bookTicker");
            case FUNDING -> symbol.perpetual() ? Stream.of(name + "@markPrice") : Stream.empty();
            case CANDLES -> Stream.empty();
        };
    }

    @Override
    public VenueSession session(VenueSetup setup, VenueBoard board, Line line) {
        return new BinanceSession(market, setup, board, line, config);
    }
}
