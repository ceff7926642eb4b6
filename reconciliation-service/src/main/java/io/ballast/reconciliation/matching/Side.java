// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.math.BigDecimal;
import java.util.Locale;

/** Which way a position profits. */
public enum Side {
    BUY,
    SELL;

    /** {@code value} as a trader on this side sees it: unchanged for a buyer, negated for a seller. */
    public BigDecimal signed(BigDecimal value) {
        return this == BUY ? value : value.negate();
    }

    /** {@code buy} or {@code sell}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
