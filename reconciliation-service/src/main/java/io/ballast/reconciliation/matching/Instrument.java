// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a broker tells about one of its symbols; what it does not tell is null.
 *
 * @param digits digits after the point of a price
 * @param point the smallest price step
 * @param lotStep the smallest volume step, in lots
 * @param contractSize units per lot
 * @param quoteCurrency ISO code of the currency that prices are in
 */
public record Instrument(
        String symbol,
        @Nullable Integer digits,
        @Nullable BigDecimal point,
        @Nullable BigDecimal lotStep,
        @Nullable BigDecimal contractSize,
        @Nullable String quoteCurrency) {}
