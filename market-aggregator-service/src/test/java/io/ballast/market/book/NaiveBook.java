// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.book;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A book that is obviously right and far too slow: unsorted lists, searched from the beginning. */
final class NaiveBook {

    private record Level(String price, String size) {
        BigDecimal value() {
            return new BigDecimal(price);
        }
    }

    private final List<Level> bids = new ArrayList<>();
    private final List<Level> asks = new ArrayList<>();
    private final int depth;

    NaiveBook(int depth) {
        this.depth = depth;
    }

    void apply(Side side, String price, String size) {
        List<Level> levels = side == Side.BID ? bids : asks;
        levels.removeIf(level -> level.value().compareTo(new BigDecimal(price)) == 0);
        if (new BigDecimal(size).signum() != 0) {
            levels.add(new Level(price, size));
        }
    }

    void truncate() {
        for (Side side : Side.values()) {
            List<Level> keep = sorted(side).stream().limit(depth).toList();
            List<Level> levels = side == Side.BID ? bids : asks;
            levels.retainAll(keep);
        }
    }

    /** {@code price@size}, best first. */
    List<String> texts(Side side) {
        return sorted(side).stream()
                .map(level -> level.price + "@" + level.size)
                .toList();
    }

    private List<Level> sorted(Side side) {
        Comparator<Level> byPrice = Comparator.comparing(Level::value);
        return side == Side.BID
                ? bids.stream().sorted(byPrice.reversed()).toList()
                : asks.stream().sorted(byPrice).toList();
    }
}
