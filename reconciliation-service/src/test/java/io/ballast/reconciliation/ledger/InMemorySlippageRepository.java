// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.matching.Terms;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Positions that are forgotten at the end, and their slippage by plain loops. */
public final class InMemorySlippageRepository implements SlippageRepository {

    private final Map<Long, PositionState> positions = new TreeMap<>();

    synchronized void put(PositionState position) {
        positions.put(position.ticket(), position);
    }

    @Override
    public synchronized Uni<List<Slippage>> slippage(SlippageQuery query) {
        Map<String, List<PositionState>> groups = new TreeMap<>();
        for (PositionState position : positions.values()) {
            if (counts(position, query)) {
                Terms terms = position.dealt().terms();
                String group = position.broker() + " " + terms.symbol() + " "
                        + terms.direction().text();
                groups.computeIfAbsent(group, none -> new ArrayList<>()).add(position);
            }
        }
        return Uni.createFrom()
                .item(groups.values().stream()
                        .map(InMemorySlippageRepository::figures)
                        .toList());
    }

    private static boolean counts(PositionState position, SlippageQuery query) {
        Terms terms = position.dealt().terms();
        return position.verdict().slippagePips() != null
                && position.key().userId().equals(query.userId())
                && (query.account() == null
                        || query.account().equals(position.key().account()))
                && (query.symbol() == null || query.symbol().equals(terms.symbol()))
                && (query.from() == null || !terms.entryTime().isBefore(query.from()))
                && (query.to() == null || terms.entryTime().isBefore(query.to()));
    }

    private static Slippage figures(List<PositionState> group) {
        List<BigDecimal> pips = new ArrayList<>();
        for (PositionState position : group) {
            BigDecimal slippage = position.verdict().slippagePips();
            if (slippage != null) {
                pips.add(slippage);
            }
        }
        pips.sort(null);
        int n = pips.size();
        BigDecimal sum = pips.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        PositionState one = group.getFirst();
        Terms terms = one.dealt().terms();
        return new Slippage(
                one.broker(),
                terms.symbol(),
                terms.direction(),
                n,
                sum.divide(BigDecimal.valueOf(n), MathContext.DECIMAL64),
                pips.get((n - 1) / 2).add(pips.get(n / 2)).divide(BigDecimal.TWO),
                pips.get((95 * n + 99) / 100 - 1),
                pips.stream().filter(slippage -> slippage.signum() > 0).count());
    }
}
