// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import org.jspecify.annotations.Nullable;

/**
 * Hears everything all venues have to tell. Called on the loop of the venue concerned, for one venue in order, for
 * several venues at once: implementations are safe for use from several threads and never block.
 */
public interface MarketListener {

    /** A book was confirmed, changed, aged, or dropped. */
    default void quote(VenueQuote quote) {}

    /** @param traceparent trace of the frame that brought it, null where that is not sampled */
    default void trade(Trade trade, @Nullable String traceparent) {}

    /** A perpetual's mark price and funding, as often as the venue tells them. */
    default void funding(Funding funding) {}

    default void control(ControlEvent event) {}
}
