// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import io.ballast.reconciliation.matching.Outcome.Match.By;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The matching rules of the contract, written down as plainly as possible: every way is tried, nothing is clever. Only
 * for a handful of positions and trades.
 */
final class NaiveMatcher {

    /** Who was found to be whom. */
    record Found(Set<Long> tickets, Set<String> trades, By by, boolean ambiguous) {}

    private static final BigDecimal FULL = BigDecimal.valueOf(1_000_000);

    private final Matcher.Observation observed;
    private final List<BrokerPosition> positions;
    private final List<BookedTrade> trades;
    private final List<Found> found = new ArrayList<>();
    private boolean tie;

    NaiveMatcher(Matcher.Observation observed) {
        this.observed = observed;
        this.positions = new ArrayList<>(observed.positions());
        this.trades = new ArrayList<>(observed.trades());
        positions.sort((a, b) -> Long.compare(a.ticket(), b.ticket()));
        trades.sort((a, b) -> a.tradeId().compareTo(b.tradeId()));
    }

    List<Found> match() {
        if (observed.mode() == Matcher.Mode.NETTING) {
            net();
        }
        tickets();
        trades.removeIf(trade -> !trade.tickets().isEmpty());
        orders();
        terms();
        volumes();
        return found;
    }

    /** Whether there was more than one best way, so that which was taken means nothing. */
    boolean tie() {
        return tie;
    }

    private void take(List<BrokerPosition> shown, List<BookedTrade> booked, By by, boolean ambiguous) {
        found.add(new Found(
                shown.stream().map(BrokerPosition::ticket).collect(Collectors.toCollection(TreeSet::new)),
                booked.stream().map(BookedTrade::tradeId).collect(Collectors.toCollection(TreeSet::new)),
                by,
                ambiguous));
        positions.removeAll(shown);
        trades.removeAll(booked);
    }

    private void net() {
        for (BrokerPosition position : List.copyOf(positions)) {
            List<BookedTrade> named = trades.stream()
                    .filter(t -> t.tickets().contains(position.ticket()))
                    .toList();
            List<BookedTrade> all = trades.stream()
                    .filter(t -> named.contains(t)
                            || (t.tickets().isEmpty() && symbol(t.terms()).equals(symbol(position.terms()))))
                    .toList();
            if (!named.isEmpty() && nets(position, named)) {
                take(List.of(position), named, By.NET, false);
            } else if (!all.isEmpty() && nets(position, all)) {
                take(List.of(position), all, By.NET, false);
            } else if (!named.isEmpty()) {
                take(List.of(position), named, By.NET, false);
            }
        }
    }

    private boolean nets(BrokerPosition position, List<BookedTrade> together) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BookedTrade trade : together) {
            BigDecimal volume = trade.terms().volume();
            sum = trade.terms().direction() == Side.BUY ? sum.add(volume) : sum.subtract(volume);
        }
        BigDecimal shown = position.terms().volume();
        return sum.subtract(position.terms().direction() == Side.BUY ? shown : shown.negate())
                        .abs()
                        .compareTo(new BigDecimal("0.01"))
                < 0;
    }

    private void tickets() {
        for (BookedTrade trade : List.copyOf(trades)) {
            List<BrokerPosition> named = positions.stream()
                    .filter(p -> trade.tickets().contains(p.ticket()))
                    .toList();
            if (!named.isEmpty()) {
                take(named, List.of(trade), By.TICKET, false);
            }
        }
    }

    private void orders() {
        record Finding(BookedTrade trade, List<BrokerPosition> opened) {}
        List<Finding> findings = new ArrayList<>();
        for (BookedTrade trade : trades) {
            List<BrokerPosition> opened = positions.stream()
                    .filter(p -> claims(trade, p)
                            && trades.stream().filter(other -> claims(other, p)).count() == 1)
                    .toList();
            findings.add(new Finding(trade, opened));
        }
        findings.stream()
                .filter(f -> !f.opened().isEmpty())
                .forEach(f -> take(f.opened(), List.of(f.trade()), By.ORDER, false));
    }

    private boolean claims(BookedTrade trade, BrokerPosition position) {
        if (!sameKind(position, trade)) {
            return false;
        }
        String order = trade.orderId();
        boolean dealt = observed.deals().stream()
                .anyMatch(d -> d.ticket() != null
                        && d.ticket() == position.ticket()
                        && d.entry() != Deal.Entry.OUT
                        && d.orderId() != null
                        && d.orderId().toString().equals(order));
        String comment = position.comment();
        return dealt
                || Long.toString(position.ticket()).equals(order)
                || (comment != null && (comment.equals(trade.tradeId()) || comment.equals(order)));
    }

    private void terms() {
        for (List<BrokerPosition> group : groups()) {
            List<BookedTrade> there = trades.stream()
                    .filter(t -> group.stream().anyMatch(p -> sameKind(p, t)))
                    .toList();
            Best best = best(group, there, null, null);
            List<Runnable> takes = new ArrayList<>();
            for (int i = 0; i < group.size(); i++) {
                BrokerPosition position = group.get(i);
                BookedTrade trade = best.chosen.get(i);
                if (trade != null) {
                    Best without = best(group, there, position, trade);
                    long cost = cost(position, trade);
                    long more = without.cost - best.cost;
                    boolean fewer = without.pairs < best.pairs;
                    tie |= !fewer && more == 0;
                    boolean ambiguous = !fewer && (more == 0 || more * 10 < cost + more);
                    takes.add(() -> take(List.of(position), List.of(trade), By.TERMS, ambiguous));
                }
            }
            takes.forEach(Runnable::run);
        }
    }

    /** Positions of one symbol and side together. */
    private List<List<BrokerPosition>> groups() {
        return List.copyOf(positions.stream()
                .collect(
                        Collectors.groupingBy(p -> symbol(p.terms()) + p.terms().direction()))
                .values());
    }

    private static final class Best {
        int pairs = -1;
        long cost;
        List<@Nullable BookedTrade> chosen = List.of();
    }

    private Best best(
            List<BrokerPosition> shown,
            List<BookedTrade> booked,
            @Nullable BrokerPosition notThis,
            @Nullable BookedTrade notThat) {
        Best best = new Best();
        tryAll(shown, booked, notThis, notThat, new ArrayList<>(), 0, 0, best);
        return best;
    }

    private void tryAll(
            List<BrokerPosition> shown,
            List<BookedTrade> booked,
            @Nullable BrokerPosition notThis,
            @Nullable BookedTrade notThat,
            List<@Nullable BookedTrade> chosen,
            int pairs,
            long cost,
            Best best) {
        if (chosen.size() == shown.size()) {
            if (pairs > best.pairs || (pairs == best.pairs && cost < best.cost)) {
                best.pairs = pairs;
                best.cost = cost;
                best.chosen = new ArrayList<>(chosen);
            }
            return;
        }
        BrokerPosition position = shown.get(chosen.size());
        for (BookedTrade trade : booked) {
            long here = cost(position, trade);
            if (here >= 0 && !chosen.contains(trade) && !(position == notThis && trade == notThat)) {
                chosen.add(trade);
                tryAll(shown, booked, notThis, notThat, chosen, pairs + 1, cost + here, best);
                chosen.removeLast();
            }
        }
        chosen.add(null);
        tryAll(shown, booked, notThis, notThat, chosen, pairs, cost, best);
        chosen.removeLast();
    }

    private void volumes() {
        record Way(List<BrokerPosition> parts) {}
        List<BrokerPosition> before = List.copyOf(positions);
        for (BookedTrade trade : List.copyOf(trades)) {
            List<Way> ways = new ArrayList<>();
            List<Way> left = new ArrayList<>();
            for (int size = 2; size <= before.size(); size++) {
                List<Way> ofSize = new ArrayList<>();
                for (int mask = 0; mask < 1 << before.size(); mask++) {
                    if (Integer.bitCount(mask) == size) {
                        List<BrokerPosition> parts = new ArrayList<>();
                        for (int i = 0; i < before.size(); i++) {
                            if ((mask >> i & 1) == 1) {
                                parts.add(before.get(i));
                            }
                        }
                        if (fill(trade, parts)) {
                            ofSize.add(new Way(parts));
                        }
                    }
                }
                if (ways.isEmpty()) {
                    ways.addAll(ofSize);
                }
                if (left.isEmpty()) {
                    ofSize.stream()
                            .filter(way -> positions.containsAll(way.parts()))
                            .forEach(left::add);
                }
            }
            if (!left.isEmpty()) {
                left.sort((a, b) -> compare(a.parts(), b.parts()));
                take(left.getFirst().parts(), List.of(trade), By.VOLUMES, ways.size() > 1);
            }
        }
    }

    private static int compare(List<BrokerPosition> one, List<BrokerPosition> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = Long.compare(one.get(i).ticket(), other.get(i).ticket());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private boolean fill(BookedTrade trade, List<BrokerPosition> parts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BrokerPosition part : parts) {
            if (!sameKind(part, trade) || time(part, trade) < 0 || price(part, trade) < 0) {
                return false;
            }
            sum = sum.add(part.terms().volume());
        }
        return sum.subtract(trade.terms().volume()).abs().compareTo(new BigDecimal("0.01")) < 0;
    }

    private long cost(BrokerPosition position, BookedTrade trade) {
        BigDecimal most =
                trade.terms().volume().multiply(new BigDecimal("0.05")).max(new BigDecimal("0.01"));
        long volume = share(position.terms().volume().subtract(trade.terms().volume()), most);
        long time = time(position, trade);
        long price = price(position, trade);
        return !sameKind(position, trade) || volume < 0 || time < 0 || price < 0 ? -1 : volume + time + price;
    }

    private static long time(BrokerPosition position, BookedTrade trade) {
        Duration apart =
                Duration.between(position.terms().entryTime(), trade.terms().entryTime());
        return share(BigDecimal.valueOf(apart.toMillis()), BigDecimal.valueOf(60_000));
    }

    private static long price(BrokerPosition position, BookedTrade trade) {
        BigDecimal most =
                switch (symbol(position.terms())) {
                    case "EURUSD" -> new BigDecimal("0.0005");
                    case "XAUUSD" -> new BigDecimal("0.5");
                    default -> trade.terms().entryPrice().multiply(new BigDecimal("0.0005"));
                };
        return share(position.terms().entryPrice().subtract(trade.terms().entryPrice()), most);
    }

    private static long share(BigDecimal off, BigDecimal most) {
        return off.abs().compareTo(most) > 0
                ? -1
                : off.abs()
                        .multiply(FULL)
                        .divide(most, 0, RoundingMode.HALF_EVEN)
                        .longValueExact();
    }

    private static boolean sameKind(BrokerPosition position, BookedTrade trade) {
        return position.terms().direction() == trade.terms().direction()
                && symbol(position.terms()).equals(symbol(trade.terms()));
    }

    /** The generated books know no other additions to a name. */
    private static String symbol(Terms terms) {
        return terms.symbol().replace(".PRO", "");
    }
}
