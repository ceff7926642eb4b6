// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import io.ballast.reconciliation.matching.Matcher.Observation;
import io.ballast.reconciliation.matching.Outcome.Match;
import io.ballast.reconciliation.matching.Outcome.Match.By;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Positions and trades of the same symbol and side that were opened at about the same time, price and volume: as many
 * pairs as possible, and of those the closest. A pair is ambiguous if doing without it would cost less than a tenth more.
 */
final class TermsStage implements Stage {

    /** In a cluster too large for more, a position is weighed against so many trades. */
    private static final int NEIGHBOURS = 64;

    @Override
    public List<Match> matches(List<BrokerPosition> positions, List<BookedTrade> trades, Observation observed) {
        List<Match> matches = new ArrayList<>();
        for (Cluster cluster : Cluster.of(positions, trades)) {
            if (cluster.small()) {
                closest(cluster, observed.instruments(), matches);
            } else {
                oneByOne(cluster, observed.instruments(), matches);
            }
        }
        return matches;
    }

    private static void closest(Cluster cluster, Instruments instruments, List<Match> matches) {
        long[][] costs = cluster.costs(instruments);
        Assignment assignment = new Assignment(costs);
        int[] pairs = assignment.pairs();
        for (int row = 0; row < pairs.length; row++) {
            if (pairs[row] != Assignment.NONE) {
                boolean ambiguous = ambiguous(costs[row][pairs[row]], assignment.regret(row, pairs[row]));
                matches.add(pair(cluster.positions().get(row), cluster.trades().get(pairs[row]), ambiguous));
            }
        }
    }

    /** Where the next best costs {@code cost + regret}: whether the two differ by less than a tenth of the dearer. */
    static boolean ambiguous(long cost, long regret) {
        return regret == 0 || 10 * regret < cost + regret;
    }

    /** Hundreds of orders of one symbol in a row: each position takes the closest trade left, and nothing is certain. */
    private static void oneByOne(Cluster cluster, Instruments instruments, List<Match> matches) {
        List<BookedTrade> left = new ArrayList<>(cluster.trades());
        left.sort(Comparator.comparing((BookedTrade t) -> t.terms().entryTime()).thenComparing(BookedTrade::tradeId));
        List<BrokerPosition> positions = new ArrayList<>(cluster.positions());
        positions.sort(Comparator.comparing((BrokerPosition p) -> p.terms().entryTime())
                .thenComparingLong(BrokerPosition::ticket));
        for (BrokerPosition position : positions) {
            Instant earliest = position.terms().entryTime().minus(Closeness.WINDOW);
            left.removeIf(trade -> trade.terms().entryTime().isBefore(earliest));
            BookedTrade best = null;
            long least = Long.MAX_VALUE;
            for (BookedTrade trade : left.subList(0, Math.min(NEIGHBOURS, left.size()))) {
                long cost = Closeness.cost(position.terms(), trade.terms(), instruments);
                if (cost != Closeness.NEVER && cost < least) {
                    best = trade;
                    least = cost;
                }
            }
            if (best != null) {
                left.remove(best);
                matches.add(pair(position, best, true));
            }
        }
    }

    private static Match pair(BrokerPosition position, BookedTrade trade, boolean ambiguous) {
        return new Match(List.of(position), List.of(trade), By.TERMS, ambiguous);
    }
}
