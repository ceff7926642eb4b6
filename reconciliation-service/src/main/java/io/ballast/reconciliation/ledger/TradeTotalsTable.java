// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps {@code trade_totals} equal to the trades, in the transaction that changes them. Serves one transaction. */
final class TradeTotalsTable {

    private static final String REFRESH =
            "select cast(refresh_trade_totals(:user, cast(string_to_array(:seconds, ',') as bigint[])) as varchar)";

    private @Nullable UUID user;
    private final Set<Long> touched = new TreeSet<>();

    /** What a run finds out about a trade changes no total. */
    void replaced(@Nullable TradeRecord before, TradeRecord after) {
        if (before != null
                && before.trade().equals(after.trade())
                && before.effectiveAt().equals(after.effectiveAt())) {
            return;
        }
        user = after.key().userId();
        touched.add(after.effectiveAt().getEpochSecond());
        if (before != null) {
            touched.add(before.effectiveAt().getEpochSecond());
        }
    }

    Uni<Void> refresh() {
        if (touched.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String seconds = touched.stream().map(String::valueOf).collect(Collectors.joining(","));
        return Panache.getSession()
                .chain(session -> session.flush().chain(() -> session.createNativeQuery(REFRESH, String.class)
                        .setParameter("user", user)
                        .setParameter("seconds", seconds)
                        .getSingleResult()))
                .replaceWithVoid();
    }
}
