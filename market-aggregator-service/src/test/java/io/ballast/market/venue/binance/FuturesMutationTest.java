// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.venue.SessionBench;
import java.util.Map;

class FuturesMutationTest extends BinanceMutationContract {

    FuturesMutationTest() {
        super(
                "binance-usdm",
                Map.of(
                        "AKROUSDT", "AKRO-USDT-PERP",
                        "CTKUSDT", "CTK-USDT-PERP",
                        "KEEPUSDT", "KEEP-USDT-PERP",
                        "SUSHIUSDT", "SUSHI-USDT-PERP"));
    }

    @Override
    protected String venue() {
        return "binance-usdm";
    }

    @Override
    SessionBench subscribed(String... canonical) {
        return BinanceBench.futures(Market.USDM, canonical);
    }
}
