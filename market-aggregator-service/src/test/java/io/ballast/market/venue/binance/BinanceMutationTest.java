// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.venue.SessionBench;
import java.util.Map;

class BinanceMutationTest extends BinanceMutationContract {

    BinanceMutationTest() {
        super(
                "binance-spot",
                Map.of("COMPUSDT", "COMP-USDT", "CRVUSDT", "CRV-USDT", "OMGBUSD", "OMG-BUSD", "ZRXUSDT", "ZRX-USDT"));
    }

    @Override
    protected String venue() {
        return "binance";
    }

    @Override
    SessionBench subscribed(String... canonical) {
        return BinanceBench.bench(canonical);
    }
}
