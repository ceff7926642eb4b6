// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the broker's account history.
 *
 * @param ticket the position it belongs to; null for cash flows
 * @param orderId the order that it fills; null where the broker does not tell
 * @param profit the result, or the amount of a cash flow, in account currency
 */
public record Deal(
        long dealId,
        Kind kind,
        @Nullable Long ticket,
        @Nullable Long orderId,
        @Nullable Entry entry,
        @Nullable BigDecimal volume,
        @Nullable BigDecimal price,
        BigDecimal profit,
        BigDecimal swap,
        BigDecimal commission,
        Instant time) {

    /** What moved. */
    public enum Kind {
        BUY,
        SELL,
        BALANCE,
        CREDIT,
        CORRECTION
    }

    /** What a trade did to its position. */
    public enum Entry {
        IN,
        OUT,
        INOUT
    }

    /** Money that came in or went out, not earned by trading. */
    public boolean cashFlow() {
        return kind == Kind.BALANCE || kind == Kind.CREDIT;
    }

    /** Whether it opened a position, or added to one. */
    boolean opening() {
        return ticket != null && (entry == Entry.IN || entry == Entry.INOUT);
    }

    /** Whether it ended a position, or a part of one. */
    boolean closing() {
        return ticket != null && (entry == Entry.OUT || entry == Entry.INOUT);
    }
}
