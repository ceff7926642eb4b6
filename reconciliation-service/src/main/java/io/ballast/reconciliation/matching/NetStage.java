// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import io.ballast.reconciliation.matching.Matcher.Observation;
import io.ballast.reconciliation.matching.Outcome.Match;
import io.ballast.reconciliation.matching.Outcome.Match.By;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * For accounts that keep one position a symbol: the trades that add up to it, sells counting against buys. Those that
 * name its ticket come first; those that name none join where only together they add up.
 */
final class NetStage implements Stage {

    @Override
    public boolean byName() {
        return true;
    }

    @Override
    public List<Match> matches(List<BrokerPosition> positions, List<BookedTrade> trades, Observation observed) {
        List<BookedTrade> free = new ArrayList<>(trades);
        List<Match> matches = new ArrayList<>();
        for (BrokerPosition position : positions) {
            List<BookedTrade> found = netted(position, free, observed.instruments());
            if (!found.isEmpty()) {
                free.removeAll(found);
                matches.add(new Match(List.of(position), found, By.NET, false));
            }
        }
        return matches;
    }

    private static List<BookedTrade> netted(
            BrokerPosition position, List<BookedTrade> trades, Instruments instruments) {
        List<BookedTrade> named = trades.stream()
                .filter(trade -> trade.tickets().contains(position.ticket()))
                .toList();
        if (!named.isEmpty() && addsUp(position, named, instruments)) {
            return named;
        }
        String symbol = SymbolClass.plain(position.terms().symbol());
        List<BookedTrade> together = Stream.concat(
                        named.stream(),
                        trades.stream()
                                .filter(trade -> trade.tickets().isEmpty()
                                        && SymbolClass.plain(trade.terms().symbol())
                                                .equals(symbol)))
                .sorted(java.util.Comparator.comparing(BookedTrade::tradeId))
                .toList();
        return !together.isEmpty() && addsUp(position, together, instruments) ? together : named;
    }

    private static boolean addsUp(BrokerPosition position, List<BookedTrade> trades, Instruments instruments) {
        Terms shown = position.terms();
        BigDecimal booked = net(trades);
        return booked.subtract(shown.direction().signed(shown.volume()))
                        .abs()
                        .compareTo(instruments.lotStep(shown.symbol()))
                < 0;
    }

    /** What the trades come to: above zero bought, below sold. */
    static BigDecimal net(List<BookedTrade> trades) {
        return trades.stream()
                .map(trade -> trade.terms().direction().signed(trade.terms().volume()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
