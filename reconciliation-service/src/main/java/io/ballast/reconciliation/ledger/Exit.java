// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a trade ended as the bot tells it. */
@Embeddable
public record Exit(@Nullable BigDecimal exitPrice, @Nullable Instant exitTime, @Nullable BigDecimal realizedPnl) {}
