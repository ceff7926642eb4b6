// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.answer;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The one place where money is rounded: on its way out. */
public final class Rounding {

    private static final int PLACES = 2;

    private Rounding() {}

    public static BigDecimal money(BigDecimal exact) {
        return exact.setScale(PLACES, RoundingMode.HALF_EVEN);
    }

    /** {@code part} in percent of {@code whole}; 0 where there is no whole to speak of. */
    public static BigDecimal percent(BigDecimal part, BigDecimal whole) {
        return whole.signum() <= 0
                ? BigDecimal.ZERO.setScale(PLACES)
                : part.movePointRight(2).divide(whole, PLACES, RoundingMode.HALF_EVEN);
    }
}
