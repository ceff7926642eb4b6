// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.matching.Deal;
import io.ballast.reconciliation.snapshot.SnapshotBody.DealBody;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The account history that came with a snapshot. */
final class DealChecks {

    private DealChecks() {}

    static List<Deal> check(@Nullable List<@Nullable DealBody> bodies) {
        Field list = Field.of("deals");
        List<Deal> deals = new ArrayList<>();
        Set<Long> ids = new HashSet<>();
        for (DealBody body : list.list(bodies, SnapshotChecks.MOST_ELEMENTS)) {
            Field at = list.at(deals.size());
            Deal deal = deal(at, at.required(body));
            if (!ids.add(deal.dealId())) {
                throw at.at("deal_id").wrong("is there twice");
            }
            deals.add(deal);
        }
        return deals;
    }

    private static Deal deal(Field at, DealBody body) {
        Deal.Kind kind = at.at("type").oneOf(Deal.Kind.class, body.type());
        boolean trade = kind == Deal.Kind.BUY || kind == Deal.Kind.SELL;
        if (body.symbol() != null) {
            at.at("symbol").symbol(body.symbol());
        }
        return new Deal(
                at.at("deal_id").number(body.dealId()),
                kind,
                trade ? at.at("ticket").number(body.ticket()) : null,
                body.orderId(),
                trade ? at.at("entry").oneOf(Deal.Entry.class, body.entry()) : null,
                trade ? at.at("volume").positive(body.volume()) : null,
                trade ? at.at("price").positive(body.price()) : null,
                orZero(at.at("profit"), body.profit()),
                orZero(at.at("swap"), body.swap()),
                orZero(at.at("commission"), body.commission()),
                at.at("time").time(body.time()));
    }

    private static BigDecimal orZero(Field at, @Nullable BigDecimal value) {
        return value == null ? BigDecimal.ZERO : at.decimal(value);
    }
}
