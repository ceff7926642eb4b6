// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.matching.DivergenceReason;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the newest run says of a position.
 *
 * @param atBroker whether the broker showed it
 * @param detail what differs, for a person
 * @param tradeId the bot's trade for it
 */
@Embeddable
public record Verdict(
        PositionStatus status,
        MatchState matched,
        boolean atBroker,
        @Nullable DivergenceReason divergenceReason,
        @Nullable String detail,
        @Nullable BigDecimal slippagePips,
        @Nullable String tradeId) {}
