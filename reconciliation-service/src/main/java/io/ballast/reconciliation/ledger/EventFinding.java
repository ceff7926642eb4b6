// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.matching.DivergenceReason;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a log row says.
 *
 * @param pnlGbp result in GBP where the rate is known
 * @param pnlPercent result in percent of the account's equity
 * @param errorMessage what is wrong, for a person
 */
@Embeddable
public record EventFinding(
        MatchState matched,
        @Nullable DivergenceReason divergenceReason,
        @Nullable BigDecimal slippagePips,
        @Nullable CloseReason closeReason,
        @Nullable BigDecimal closedPrice,
        @Nullable BigDecimal pnlGbp,
        @Nullable BigDecimal pnlPercent,
        EventKind eventType,
        EventStatus status,
        @Nullable String errorMessage) {}
