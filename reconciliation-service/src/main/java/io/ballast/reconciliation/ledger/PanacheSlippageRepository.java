// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.matching.Side;
import io.ballast.reconciliation.storage.Database;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Slippage from {@code position_state}; the percentiles are of the discrete kind, which is exact for {@code NUMERIC}. */
@ApplicationScoped
class PanacheSlippageRepository implements SlippageRepository {

    private static final String FIGURES =
            """
            select broker, symbol, direction, count(*), avg(slippage_pips),
                   (percentile_disc(0.5) within group (order by slippage_pips)
                       + percentile_disc(0.5) within group (order by slippage_pips desc)) / 2,
                   percentile_disc(0.95) within group (order by slippage_pips),
                   count(*) filter (where slippage_pips > 0)
                from position_state where slippage_pips is not null and\s""";
    private static final String GROUPS = " group by broker, symbol, direction order by broker, symbol, direction";

    private final Database database;

    PanacheSlippageRepository(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<Slippage>> slippage(SlippageQuery query) {
        Conditions where = new Conditions("user_id = :user");
        where.with("user", query.userId());
        where.and("entry_time >= :from", "from", query.from());
        where.and("entry_time < :to", "to", query.to());
        where.and("account = :account", "account", query.account());
        where.and("symbol = :symbol", "symbol", query.symbol());
        return database.read(
                query.userId(),
                () -> Panache.withTransaction(() -> Panache.getSession()
                        .chain(session -> {
                            var found = session.createNativeQuery(FIGURES + where.text() + GROUPS, Object[].class);
                            for (Map.Entry<String, Object> value :
                                    where.values().entrySet()) {
                                found.setParameter(value.getKey(), value.getValue());
                            }
                            return found.getResultList();
                        })
                        .map(rows -> rows.stream()
                                .map(PanacheSlippageRepository::read)
                                .toList())));
    }

    private static Slippage read(Object[] row) {
        return new Slippage(
                (String) row[0],
                (String) row[1],
                Side.valueOf(((String) row[2]).toUpperCase(Locale.ROOT)),
                ((Number) row[3]).longValue(),
                (BigDecimal) row[4],
                (BigDecimal) row[5],
                (BigDecimal) row[6],
                ((Number) row[7]).longValue());
    }
}
