// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.guards;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /guards/status}.
 *
 * @param drawdownGuard that of the worst account
 * @param marketGuardAlerts none as long as no market guard watches
 */
@RegisterForReflection
record GuardsView(
        UUID userId,
        String systemStatus,
        DrawdownView drawdownGuard,
        List<MarketAlertView> marketGuardAlerts,
        boolean anyPositionsShouldClose,
        List<Part> accounts,
        Instant lastEvaluatedAt) {

    /** One account's guard. */
    @RegisterForReflection
    record Part(String account, String systemStatus, DrawdownView drawdownGuard) {}

    /** How far an account is below its best, and what follows from it. */
    @RegisterForReflection
    record DrawdownView(
            @Nullable BigDecimal currentEquity,
            @Nullable BigDecimal peakEquity,
            BigDecimal currentDrawdownPct,
            String alertType,
            BigDecimal alertThresholdPct,
            boolean shouldCloseAll,
            @Nullable Long timeToLiquidationSeconds,
            @Nullable Instant liquidationAt,
            @Nullable Long estimatedSecondsToThreshold,
            String dataStatus,
            Instant lastCheckedAt) {}

    /** A condition of the market that endangers open positions. */
    @RegisterForReflection
    record MarketAlertView(
            String symbol,
            String conditionType,
            String alertType,
            @Nullable BigDecimal priceGapPct,
            @Nullable BigDecimal bidAskSpreadPct,
            @Nullable BigDecimal openPrice,
            @Nullable BigDecimal closePrice,
            @Nullable BigDecimal bid,
            @Nullable BigDecimal ask,
            boolean shouldClosePositions,
            Instant detectedAt) {}
}
