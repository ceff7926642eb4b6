// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All listeners as one, told in order. */
record MarketListeners(List<MarketListener> all) implements MarketListener {

    MarketListeners {
        all = List.copyOf(all);
    }

    @Override
    public void quote(VenueQuote quote) {
        all.forEach(listener -> listener.quote(quote));
    }

    @Override
    public void trade(Trade trade, @Nullable String traceparent) {
        all.forEach(listener -> listener.trade(trade, traceparent));
    }

    @Override
    public void funding(Funding funding) {
        all.forEach(listener -> listener.funding(funding));
    }

    @Override
    public void control(ControlEvent event) {
        all.forEach(listener -> listener.control(event));
    }
}
