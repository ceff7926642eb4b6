// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.util.Locale;

/** Who took liquidity. Venues that report the maker's side are turned round by their adapter. */
public enum TakerSide {
    BUY,
    SELL;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
