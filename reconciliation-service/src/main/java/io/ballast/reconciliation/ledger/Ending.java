// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a position ended; what the broker did not tell is null. */
@Embeddable
public record Ending(
        CloseReason closeReason,
        @Nullable BigDecimal closedPrice,
        @Nullable BigDecimal realizedPnl,
        Instant closedAt) {}
