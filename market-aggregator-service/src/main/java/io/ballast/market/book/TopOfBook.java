// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.book;

import org.jspecify.annotations.Nullable;

/**
 * Best bid and best offer.
 *
 * @param bid null while nobody bids
 * @param ask null while nobody offers
 */
public record TopOfBook(@Nullable PriceLevel bid, @Nullable PriceLevel ask) {

    public static final TopOfBook EMPTY = new TopOfBook(null, null);

    /** The bid equals the offer. */
    public boolean locked() {
        return bid != null && ask != null && bid.price().compareTo(ask.price()) == 0;
    }

    /** The bid is above the offer: within one venue a sign that the book is wrong. */
    public boolean crossed() {
        return bid != null && ask != null && bid.price().compareTo(ask.price()) > 0;
    }
}
