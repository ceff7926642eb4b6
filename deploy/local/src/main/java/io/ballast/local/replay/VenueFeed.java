// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.replay;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one venue is to be asked for.
 *
 * @param symbols canonical, {@code BASE-QUOTE}
 * @param channels canonical: {@code book}, {@code trades}, {@code quotes}, {@code candles}, {@code funding}
 * @param depth levels per side the book is subscribed with; null: the adapter's own
 */
public record VenueFeed(Venue venue, List<String> symbols, List<String> channels, @Nullable Integer depth) {

    private static final List<String> CHANNEL_ORDER = List.of("book", "trades", "quotes", "candles", "funding");

    public VenueFeed {
        symbols = List.copyOf(symbols);
        channels =
                CHANNEL_ORDER.stream().filter(List.copyOf(channels)::contains).toList();
    }

    /** Both together: several captures of one venue are one feed. */
    VenueFeed and(VenueFeed other) {
        return new VenueFeed(
                venue,
                List.copyOf(union(symbols, other.symbols)),
                List.copyOf(union(channels, other.channels)),
                depth == null ? other.depth : depth);
    }

    private static SortedSet<String> union(List<String> one, List<String> other) {
        SortedSet<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }
}
