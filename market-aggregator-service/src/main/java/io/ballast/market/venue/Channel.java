// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.util.Locale;

/** What a venue can be asked to send about a symbol. */
public enum Channel {
    BOOK,
    TRADES,
    QUOTES,
    CANDLES,
    /** Mark price and funding of perpetuals. */
    FUNDING;

    /** The name in configuration, answers and events. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
