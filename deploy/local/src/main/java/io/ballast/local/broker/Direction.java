// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.broker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/** Side of a position. */
enum Direction {
    @JsonProperty("buy")
    BUY,
    @JsonProperty("sell")
    SELL;

    Direction opposite() {
        return this == BUY ? SELL : BUY;
    }

    /** What a rise of that much is worth to this side. */
    BigDecimal signed(BigDecimal rise) {
        return this == BUY ? rise : rise.negate();
    }
}
