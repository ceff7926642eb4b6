// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.ledger.LogEntry.Logged;
import io.ballast.reconciliation.ledger.RunRecord.StoredRun;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to write, all or nothing. States replace what was stored of the same thing; the rest is added. */
public record Changes(
        @Nullable AccountState account,
        List<PositionState> positions,
        List<TradeRecord> trades,
        List<Logged> events,
        List<CashFlow> cashFlows,
        @Nullable StoredRun run,
        List<Audit> audits) {

    public static final Changes NONE = new Changes(null, List.of(), List.of(), List.of(), List.of(), null);

    public Changes {
        positions = List.copyOf(positions);
        trades = List.copyOf(trades);
        events = List.copyOf(events);
        cashFlows = List.copyOf(cashFlows);
        audits = List.copyOf(audits);
    }

    public Changes(
            @Nullable AccountState account,
            List<PositionState> positions,
            List<TradeRecord> trades,
            List<Logged> events,
            List<CashFlow> cashFlows,
            @Nullable StoredRun run) {
        this(account, positions, trades, events, cashFlows, run, List.of());
    }

    /**
     * A deposit or withdrawal that the drawdown guard has taken into account.
     *
     * @param amount above zero for a deposit
     */
    @Embeddable
    public record CashFlow(@Embedded AccountKey key, long dealId, BigDecimal amount, Instant occurredAt) {}
}
