// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Positions and trades, by their ids, that compete for one another and for nobody else. */
record Cluster(List<BrokerPosition> positions, List<BookedTrade> trades) {

    /** Beyond this, nothing is tried that costs more than time in proportion. */
    private static final int LARGEST_EXACT = 200;

    /** Every cluster with at least one position and one trade; of one symbol and side, connected in time. */
    static List<Cluster> of(List<BrokerPosition> positions, List<BookedTrade> trades) {
        Map<String, List<BrokerPosition>> shown = byKind(positions, BrokerPosition::terms);
        Map<String, List<BookedTrade>> booked = byKind(trades, BookedTrade::terms);
        List<Cluster> clusters = new ArrayList<>();
        shown.forEach((kind, here) -> {
            List<BookedTrade> there = booked.get(kind);
            if (there != null) {
                split(here, there, clusters);
            }
        });
        return clusters;
    }

    private static <T> Map<String, List<T>> byKind(List<T> all, Function<T, Terms> terms) {
        return all.stream()
                .collect(Collectors.groupingBy(
                        one -> terms.apply(one).direction()
                                + SymbolClass.plain(terms.apply(one).symbol()),
                        TreeMap::new,
                        Collectors.toList()));
    }

    /** Where nothing was opened for longer than the window, nothing on one side fits anything on the other. */
    private static void split(List<BrokerPosition> positions, List<BookedTrade> trades, List<Cluster> clusters) {
        record Opened(Instant at, Object which) {}
        List<Opened> inTime = new ArrayList<>();
        positions.forEach(position -> inTime.add(new Opened(position.terms().entryTime(), position)));
        trades.forEach(trade -> inTime.add(new Opened(trade.terms().entryTime(), trade)));
        inTime.sort(Comparator.comparing(Opened::at));
        List<BrokerPosition> here = new ArrayList<>();
        List<BookedTrade> there = new ArrayList<>();
        @Nullable Instant last = null;
        for (Opened opened : inTime) {
            if (last != null && opened.at().minus(Closeness.WINDOW).isAfter(last)) {
                add(here, there, clusters);
                here = new ArrayList<>();
                there = new ArrayList<>();
            }
            switch (opened.which()) {
                case BrokerPosition position -> here.add(position);
                case BookedTrade trade -> there.add(trade);
                default -> throw new IllegalStateException("neither position nor trade");
            }
            last = opened.at();
        }
        add(here, there, clusters);
    }

    private static void add(List<BrokerPosition> positions, List<BookedTrade> trades, List<Cluster> clusters) {
        if (!positions.isEmpty() && !trades.isEmpty()) {
            positions.sort(Comparator.comparingLong(BrokerPosition::ticket));
            trades.sort(Comparator.comparing(BookedTrade::tradeId));
            clusters.add(new Cluster(List.copyOf(positions), List.copyOf(trades)));
        }
    }

    /** Whether all ways of pairing can be weighed against one another. */
    boolean small() {
        return Math.max(positions.size(), trades.size()) <= LARGEST_EXACT;
    }

    /** {@link Closeness#cost} of each position with each trade. */
    long[][] costs(Instruments instruments) {
        return positions.stream()
                .map(position -> trades.stream()
                        .mapToLong(trade -> Closeness.cost(position.terms(), trade.terms(), instruments))
                        .toArray())
                .toArray(long[][]::new);
    }
}
