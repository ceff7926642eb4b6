// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.matching.Side;
import io.ballast.reconciliation.matching.Terms;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@link Terms} as columns; matching itself knows no database. */
@Embeddable
record DealtTerms(
        String symbol,
        Side direction,
        BigDecimal volume,
        BigDecimal entryPrice,
        Instant entryTime,
        @Nullable BigDecimal takeProfit,
        @Nullable BigDecimal stopLoss) {

    static DealtTerms of(Terms terms) {
        return new DealtTerms(
                terms.symbol(),
                terms.direction(),
                terms.volume(),
                terms.entryPrice(),
                terms.entryTime(),
                terms.takeProfit(),
                terms.stopLoss());
    }

    Terms terms() {
        return new Terms(symbol, direction, volume, entryPrice, entryTime, takeProfit, stopLoss);
    }
}
