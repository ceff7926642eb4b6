// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A deposit or withdrawal that the drawdown guard has taken into account.
 *
 * @param amount above zero for a deposit
 */
@Embeddable
public record CashFlow(@Embedded AccountKey key, long dealId, BigDecimal amount, Instant occurredAt) {}
