// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.book;

/** The two sides of a book. */
public enum Side {
    /** Buyers; the highest price is best. */
    BID,
    /** Sellers; the lowest price is best. */
    ASK
}
