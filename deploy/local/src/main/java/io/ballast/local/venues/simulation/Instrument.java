// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.simulation;

import java.math.BigDecimal;

/**
 * What is traded, and in which steps. Prices are counted in ticks of {@code 10^-priceDecimals} and quantities in units
 * of {@code 10^-quantityDecimals}, so that no arithmetic on them is ever inexact.
 *
 * @param symbol as the venue writes it
 * @param base what is priced, such as {@code BTC}: instruments of one base move together on all venues
 * @param quote what it is priced in, such as {@code USDT}
 * @param priceDecimals 0 to {@value PriceWalk#DECIMALS}
 * @param quantityDecimals 0 to 8
 */
public record Instrument(String symbol, String base, String quote, int priceDecimals, int quantityDecimals) {

    public Instrument {
        if (priceDecimals < 0 || priceDecimals > PriceWalk.DECIMALS) {
            throw new IllegalArgumentException("priceDecimals out of range: " + priceDecimals);
        }
        if (quantityDecimals < 0 || quantityDecimals > 8) {
            throw new IllegalArgumentException("quantityDecimals out of range: " + quantityDecimals);
        }
    }

    /** A price's decimal number, with all its decimals. */
    public BigDecimal price(long ticks) {
        return BigDecimal.valueOf(ticks, priceDecimals);
    }

    /** A quantity's decimal number, with all its decimals. */
    public BigDecimal quantity(long units) {
        return BigDecimal.valueOf(units, quantityDecimals);
    }

    /** One tick in the units of {@link PriceWalk}. */
    long tick() {
        return powerOfTen(PriceWalk.DECIMALS - priceDecimals);
    }

    /** How many units make one whole. */
    long whole() {
        return powerOfTen(quantityDecimals);
    }

    static long powerOfTen(int exponent) {
        return BigDecimal.ONE.movePointRight(exponent).longValueExact();
    }
}
