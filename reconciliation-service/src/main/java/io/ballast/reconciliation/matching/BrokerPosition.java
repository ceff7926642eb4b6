// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One open position in a snapshot.
 *
 * @param profit what the broker says it has earned, without swap and commission, in account currency; null if untold
 * @param swap signed as the broker does: costs are negative
 * @param commission signed as the broker does: costs are negative
 * @param comment as the order carried it, perhaps cut short by the broker; null if there is none
 */
public record BrokerPosition(
        long ticket,
        Terms terms,
        BigDecimal currentPrice,
        @Nullable BigDecimal profit,
        @Nullable BigDecimal swap,
        @Nullable BigDecimal commission,
        @Nullable String comment) {}
