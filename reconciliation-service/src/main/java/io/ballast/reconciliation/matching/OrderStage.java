// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import io.ballast.reconciliation.matching.Matcher.Observation;
import io.ballast.reconciliation.matching.Outcome.Match;
import io.ballast.reconciliation.matching.Outcome.Match.By;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Trades and the positions that their order opened, or whose comment carries their id. A position that several trades
 * claim is left to the next stages.
 *
 * <p>MetaTrader names a position after the order that opened it, and a deal names both; a comment is cut to 31 or fewer
 * characters, so a long id is recognised by its beginning.
 */
final class OrderStage implements Stage {

    /** A shorter beginning could be anybody's. */
    private static final int SHORTEST_BEGINNING = 16;

    @Override
    public List<Match> matches(List<BrokerPosition> positions, List<BookedTrade> trades, Observation observed) {
        Map<Long, Set<String>> orders = observed.deals().stream()
                .filter(deal -> deal.opening() && deal.orderId() != null)
                .collect(Collectors.groupingBy(
                        Deal::ticket, Collectors.mapping(deal -> String.valueOf(deal.orderId()), Collectors.toSet())));
        Claims claims = new Claims(trades);
        NavigableMap<String, List<BrokerPosition>> opened = new TreeMap<>();
        for (BrokerPosition position : positions) {
            Set<BookedTrade> claiming = claims.of(position, orders.getOrDefault(position.ticket(), Set.of()));
            if (claiming.size() == 1) {
                opened.computeIfAbsent(claiming.iterator().next().tradeId(), id -> new ArrayList<>())
                        .add(position);
            }
        }
        List<Match> matches = new ArrayList<>();
        opened.forEach((id, found) -> matches.add(new Match(found, List.of(claims.trade(id)), By.ORDER, false)));
        return matches;
    }

    /** The trades by what a position may carry of them. */
    private static final class Claims {

        private final Map<String, List<BookedTrade>> byOrder;
        private final NavigableMap<String, BookedTrade> byId = new TreeMap<>();

        Claims(List<BookedTrade> trades) {
            byOrder = trades.stream()
                    .filter(trade -> trade.orderId() != null)
                    .collect(Collectors.groupingBy(BookedTrade::orderId));
            trades.forEach(trade -> byId.put(trade.tradeId(), trade));
        }

        BookedTrade trade(String id) {
            BookedTrade trade = byId.get(id);
            if (trade == null) {
                throw new IllegalArgumentException("no trade has the id " + id);
            }
            return trade;
        }

        Set<BookedTrade> of(BrokerPosition position, Set<String> orders) {
            Set<BookedTrade> claiming =
                    new HashSet<>(byOrder.getOrDefault(Long.toString(position.ticket()), List.of()));
            orders.forEach(order -> claiming.addAll(byOrder.getOrDefault(order, List.of())));
            claiming.addAll(commented(position.comment()));
            claiming.removeIf(trade -> !Closeness.sameKind(position.terms(), trade.terms()));
            return claiming;
        }

        private Set<BookedTrade> commented(@Nullable String comment) {
            String text = comment == null ? "" : comment.strip();
            if (text.isEmpty()) {
                return Set.of();
            }
            Set<BookedTrade> claiming = new HashSet<>(byOrder.getOrDefault(text, List.of()));
            claiming.addAll(beginning(text));
            return claiming;
        }

        private Collection<BookedTrade> beginning(String text) {
            BookedTrade exact = byId.get(text);
            if (exact != null) {
                return List.of(exact);
            }
            return text.length() < SHORTEST_BEGINNING
                    ? List.of()
                    : byId.subMap(text, true, text + Character.MAX_VALUE, false).values();
        }
    }
}
