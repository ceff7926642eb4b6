// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.matching.Terms;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import org.jspecify.annotations.Nullable;

/** A trade as the bot tells it. */
@Embeddable
public record BotTrade(
        String tradeId,
        TradeMode mode,
        TradeStatus status,
        @Embedded DealtTerms dealt,
        @Nullable Long ticket,
        @Nullable String orderId,
        @Embedded @Nullable Exit exit,
        @Nullable String signalId,
        @Nullable String approvalId) {

    public BotTrade(
            String tradeId,
            TradeMode mode,
            TradeStatus status,
            Terms terms,
            @Nullable Long ticket,
            @Nullable String orderId,
            @Nullable Exit exit,
            @Nullable String signalId,
            @Nullable String approvalId) {
        this(tradeId, mode, status, DealtTerms.of(terms), ticket, orderId, exit, signalId, approvalId);
    }

    public Terms terms() {
        return dealt.terms();
    }
}
