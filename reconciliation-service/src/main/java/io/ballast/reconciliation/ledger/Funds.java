// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An account's money at its last accepted snapshot.
 *
 * @param equity balance and floating result together; may be negative
 */
@Embeddable
public record Funds(BigDecimal balance, BigDecimal equity, @Nullable BigDecimal marginUsed) {}
