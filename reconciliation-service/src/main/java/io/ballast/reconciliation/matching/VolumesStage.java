// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import io.ballast.reconciliation.matching.Matcher.Observation;
import io.ballast.reconciliation.matching.Outcome.Match;
import io.ballast.reconciliation.matching.Outcome.Match.By;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Trades that were filled in several parts: two or more positions of the same symbol and side, opened at about the same
 * time and price, whose volumes add up to the trade's. Of several ways the one with the fewest positions counts; if more
 * than one has as few, the match is ambiguous.
 */
final class VolumesStage implements Stage {

    /** Among more candidates than this no combination is sought; only all of them together are tried. */
    private static final int MOST_CANDIDATES = 16;

    @Override
    public List<Match> matches(List<BrokerPosition> positions, List<BookedTrade> trades, Observation observed) {
        List<Match> matches = new ArrayList<>();
        for (Cluster cluster : Cluster.of(positions, trades)) {
            if (cluster.small()) {
                filled(cluster, observed.instruments(), matches);
            }
        }
        return matches;
    }

    private static void filled(Cluster cluster, Instruments instruments, List<Match> matches) {
        Set<BrokerPosition> taken = new HashSet<>();
        for (BookedTrade trade : cluster.trades()) {
            List<BrokerPosition> candidates = cluster.positions().stream()
                    .filter(position -> fits(position, trade, instruments))
                    .toList();
            BigDecimal step = instruments.lotStep(trade.terms().symbol());
            boolean ambiguous = ways(candidates, trade, step).size() > 1;
            List<BrokerPosition> left =
                    candidates.stream().filter(c -> !taken.contains(c)).toList();
            List<List<BrokerPosition>> ways = ways(left, trade, step);
            if (!ways.isEmpty()) {
                taken.addAll(ways.getFirst());
                matches.add(new Match(ways.getFirst(), List.of(trade), By.VOLUMES, ambiguous));
            }
        }
    }

    private static boolean fits(BrokerPosition position, BookedTrade trade, Instruments instruments) {
        return Closeness.timeAndPrice(position.terms(), trade.terms(), instruments) != Closeness.NEVER;
    }

    /** All smallest sets that add up, in order of their tickets; two are enough to know that there is a choice. */
    private static List<List<BrokerPosition>> ways(
            List<BrokerPosition> candidates, BookedTrade trade, BigDecimal step) {
        List<List<BrokerPosition>> ways = new ArrayList<>();
        if (candidates.size() > MOST_CANDIDATES) {
            if (addsUp(candidates, trade, step)) {
                ways.add(candidates);
            }
            return ways;
        }
        for (int size = 2; size <= candidates.size() && ways.isEmpty(); size++) {
            choose(candidates, 0, size, new ArrayList<>(), trade, step, ways);
        }
        return ways;
    }

    private static void choose(
            List<BrokerPosition> candidates,
            int from,
            int missing,
            List<BrokerPosition> chosen,
            BookedTrade trade,
            BigDecimal step,
            List<List<BrokerPosition>> ways) {
        if (missing == 0) {
            if (addsUp(chosen, trade, step)) {
                ways.add(List.copyOf(chosen));
            }
            return;
        }
        for (int i = from; i <= candidates.size() - missing && ways.size() < 2; i++) {
            chosen.add(candidates.get(i));
            choose(candidates, i + 1, missing - 1, chosen, trade, step, ways);
            chosen.removeLast();
        }
    }

    private static boolean addsUp(List<BrokerPosition> positions, BookedTrade trade, BigDecimal step) {
        BigDecimal sum = positions.stream().map(p -> p.terms().volume()).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.subtract(trade.terms().volume()).abs().compareTo(step) < 0;
    }
}
