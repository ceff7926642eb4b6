// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a position was worth when the broker last showed it.
 *
 * @param unrealizedPnl in account currency; null where it is not known
 * @param pnlCode {@code rate_unknown}, {@code pnl_mismatch} or null
 */
@Embeddable
public record Mark(@Nullable BigDecimal currentPrice, @Nullable BigDecimal unrealizedPnl, @Nullable String pnlCode) {}
