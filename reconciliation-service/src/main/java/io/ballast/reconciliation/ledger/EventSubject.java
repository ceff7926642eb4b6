// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.matching.Side;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a log row is about; position and symbol are null on rows about a whole account. */
@Embeddable
public record EventSubject(
        UUID userId,
        String accountId,
        @Nullable UUID runId,
        @Nullable String signalId,
        @Nullable String approvalId,
        @Nullable Long mt5PositionId,
        @Nullable String symbol,
        @Nullable Side direction,
        @Nullable BigDecimal volume,
        @Nullable BigDecimal entryPrice,
        @Nullable BigDecimal currentPrice,
        @Nullable BigDecimal takeProfit,
        @Nullable BigDecimal stopLoss) {}
