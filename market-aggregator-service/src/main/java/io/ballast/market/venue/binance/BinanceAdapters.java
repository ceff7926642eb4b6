// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.venue.VenueAdapter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** One adapter for each of Binance's markets. */
@Singleton
class BinanceAdapters {

    private final BinanceConfig config;

    BinanceAdapters(BinanceConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    VenueAdapter spot() {
        return new BinanceAdapter(Market.SPOT, config);
    }

    @Produces
    @Singleton
    VenueAdapter usdm() {
        return new BinanceAdapter(Market.USDM, config);
    }

    @Produces
    @Singleton
    VenueAdapter coinm() {
        return new BinanceAdapter(Market.COINM, config);
    }
}
