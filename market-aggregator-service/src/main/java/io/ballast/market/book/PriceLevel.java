// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.book;

import io.ballast.common.money.Decimal;

/**
 * What stands at one price, or is said to stand there from now on.
 *
 * @param size absolute, in units of the base currency; in an update 0 means that the level is gone
 */
public record PriceLevel(Decimal price, Decimal size) {

    public PriceLevel {
        if (price.signum() <= 0) {
            throw new IllegalArgumentException("price must be positive: " + price);
        }
        if (size.signum() < 0) {
            throw new IllegalArgumentException("size must not be negative: " + size);
        }
    }

    /** @throws NumberFormatException if a text is no decimal number */
    public static PriceLevel parse(CharSequence price, CharSequence size) {
        return new PriceLevel(Decimal.parse(price), Decimal.parse(size));
    }
}
