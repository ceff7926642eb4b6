// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.aggregation;

/** Hears every change of a consolidated best bid and offer, for one symbol in order. Must not block. */
public interface QuoteListener {

    void consolidated(ConsolidatedQuote quote);
}
