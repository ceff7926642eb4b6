// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import io.ballast.market.venue.Trade;
import org.jspecify.annotations.Nullable;

/** A trade that waits. It becomes an event only when it is sent: that would be several times as large. */
record PendingTrade(long number, Trade trade, @Nullable String traceparent) {

    /** Two decimals, a time, an id, the trade, this and its place, as a 64-bit JVM with compressed references lays them out. */
    private static final int OBJECTS = 232;

    /** A text's object and array, beside its characters. */
    private static final int TEXT = 48;

    /** What it keeps in memory, about; the venue and the symbol are everybody's. */
    int bytes() {
        int name = trade.id() instanceof Trade.Id.Name(String text) ? TEXT + text.length() : 0;
        return OBJECTS + name + (traceparent == null ? 0 : TEXT + traceparent.length());
    }
}
