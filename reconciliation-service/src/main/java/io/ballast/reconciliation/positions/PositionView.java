// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.positions;

import io.ballast.reconciliation.answer.Rounding;
import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.AccountState.Funds;
import io.ballast.reconciliation.ledger.PositionState;
import io.ballast.reconciliation.ledger.PositionState.Mark;
import io.ballast.reconciliation.ledger.PositionState.MatchState;
import io.ballast.reconciliation.ledger.PositionState.Verdict;
import io.ballast.reconciliation.ledger.Resolution;
import io.ballast.reconciliation.matching.Terms;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One position as clients see it.
 *
 * @param unrealizedPnl null where it is not known; {@code pnlCode} says why
 * @param unrealizedPnlPct of its account's equity
 */
@RegisterForReflection
record PositionView(
        UUID positionId,
        String account,
        long ticket,
        String symbol,
        String direction,
        BigDecimal volume,
        BigDecimal entryPrice,
        Instant entryTime,
        @Nullable BigDecimal currentPrice,
        @Nullable BigDecimal unrealizedPnl,
        @Nullable BigDecimal unrealizedPnlPct,
        @Nullable String pnlCode,
        @Nullable BigDecimal takeProfit,
        @Nullable BigDecimal stopLoss,
        String status,
        boolean matchedWithBot,
        @Nullable String divergenceReason,
        @Nullable Settlement resolution,
        Instant lastUpdatedAt) {

    /** How the user settled what was, or would be, wrong with it. */
    @RegisterForReflection
    record Settlement(String action, String reason, UUID by, Instant at) {

        static @Nullable Settlement of(@Nullable Resolution resolution) {
            return resolution == null
                    ? null
                    : new Settlement(resolution.how().text(), resolution.reason(), resolution.by(), resolution.at());
        }
    }

    static PositionView of(PositionState position, @Nullable AccountState account) {
        Terms terms = position.terms();
        Verdict verdict = position.verdict();
        Mark mark = position.mark();
        BigDecimal pnl = mark == null ? null : mark.unrealizedPnl();
        Funds funds = account == null ? null : account.funds();
        return new PositionView(
                position.id(),
                position.key().account(),
                position.ticket(),
                terms.symbol(),
                terms.direction().text(),
                terms.volume(),
                terms.entryPrice(),
                terms.entryTime(),
                mark == null ? null : mark.currentPrice(),
                pnl == null ? null : Rounding.money(pnl),
                pnl == null || funds == null ? null : Rounding.percent(pnl, funds.equity()),
                mark == null ? null : mark.pnlCode(),
                terms.takeProfit(),
                terms.stopLoss(),
                verdict.status().text(),
                verdict.matched() == MatchState.MATCHED,
                verdict.divergenceReason() == null
                        ? null
                        : verdict.divergenceReason().text(),
                Settlement.of(position.resolution()),
                position.updatedAt());
    }
}
