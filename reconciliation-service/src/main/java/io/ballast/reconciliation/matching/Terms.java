// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was dealt, as one side of the comparison tells it.
 *
 * @param symbol as the broker writes it, upper case
 * @param volume in lots, above zero
 * @param takeProfit null where none is set; MT5's 0 means none
 * @param stopLoss null where none is set
 */
public record Terms(
        String symbol,
        Side direction,
        BigDecimal volume,
        BigDecimal entryPrice,
        Instant entryTime,
        @Nullable BigDecimal takeProfit,
        @Nullable BigDecimal stopLoss) {}
