// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one venue is to be asked for, checked against what its adapter can do.
 *
 * @param wsUrl where its socket is, without a trailing slash
 * @param restUrl where its REST interface is, without a trailing slash; empty for venues that need none
 * @param depth levels asked for on each side of a book
 * @param levelsKept levels kept on each side of a book
 */
public record VenueSetup(
        VenueId venue,
        String wsUrl,
        Optional<String> restUrl,
        List<Symbol> symbols,
        Set<Channel> channels,
        int depth,
        int levelsKept) {

    public VenueSetup {
        symbols = symbols.stream().distinct().toList();
        channels = Set.copyOf(channels);
        if (symbols.isEmpty() || channels.isEmpty()) {
            throw new IllegalArgumentException("symbols and channels must not be empty");
        }
    }

    /**
     * The settings with the adapter's defaults filled in.
     *
     * @throws IllegalArgumentException if the adapter cannot serve them
     */
    static VenueSetup of(VenueAdapter adapter, VenueConfig config) {
        Set<Channel> channels = Set.copyOf(
                config.channels().stream().filter(adapter.channels()::contains).toList());
        int depth = adapter.depth(config.depth());
        List<Symbol> symbols = config.symbols().orElse(List.of());
        symbols.forEach(adapter::check);
        return new VenueSetup(
                adapter.venue(),
                withoutSlash(config.wsUrl().orElseGet(adapter::liveWsUrl)),
                config.restUrl().or(adapter::liveRestUrl).map(VenueSetup::withoutSlash),
                symbols,
                channels,
                depth,
                adapter.levelsKept(depth));
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
