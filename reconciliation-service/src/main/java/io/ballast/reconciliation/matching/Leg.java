// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of a match, taken together.
 *
 * @param volume bought minus sold, or the other way round, so that it is above zero
 * @param entryPrice weighted by volume; null where both sides were dealt
 */
record Leg(String symbol, Side direction, BigDecimal volume, @Nullable BigDecimal entryPrice) {

    static Leg of(List<Terms> dealt) {
        BigDecimal net = BigDecimal.ZERO;
        BigDecimal value = BigDecimal.ZERO;
        for (Terms terms : dealt) {
            net = net.add(terms.direction().signed(terms.volume()));
            value = value.add(terms.entryPrice().multiply(terms.volume()));
        }
        Terms first = dealt.getFirst();
        boolean oneSided = dealt.stream().allMatch(terms -> terms.direction() == first.direction());
        BigDecimal entry =
                switch (dealt.size()) {
                    case 1 -> first.entryPrice();
                    default -> oneSided ? value.divide(net.abs(), MathContext.DECIMAL64) : null;
                };
        Side direction = net.signum() == 0 ? first.direction() : net.signum() > 0 ? Side.BUY : Side.SELL;
        return new Leg(first.symbol(), direction, net.abs(), entry);
    }

    String plainSymbol() {
        return SymbolClass.plain(symbol);
    }

    /** For a person. */
    String what() {
        return direction.text() + " " + symbol;
    }
}
