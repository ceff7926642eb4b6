// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import io.ballast.market.venue.VenueServer;
import io.ballast.market.venue.kraken.KrakenFrames;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** For {@code @QuarkusTest}: a Binance and a Kraken on real sockets that both trade BTC-USD. */
public class TwoVenues implements QuarkusTestResourceLifecycleManager {

    private final VenueServer binance = new VenueServer();
    private final VenueServer kraken = new VenueServer();
    private final KrakenFrames frames = new KrakenFrames("BTC/USD");

    @Override
    public Map<String, String> start() {
        binance.onOpen(socket -> {
                    VenueServer.say(
                            socket,
                            """
                            {"stream":"btcusd@depth@100ms","data":{"e":"depthUpdate","E":1,"s":"BTCUSD","U":11,"u":12,\
                            "b":[["100.10","0.50000000"]],"a":[["101.00","1.00"]]}}""");
                    VenueServer.say(
                            socket,
                            """
                            {"stream":"btcusd@aggTrade","data":{"e":"aggTrade","E":1,"s":"BTCUSD","a":77,\
                            "p":"100.50000000","q":"0.25","f":1,"l":1,"T":1767614400250,"m":true,"M":true}}""");
                })
                .onRequest(request -> VenueServer.reply(
                        request,
                        "{\"lastUpdateId\":10,\"bids\":[[\"99.00\",\"5.0\"]],\"asks\":[[\"102.00\",\"6.0\"]]}"));
        kraken.onText((socket, text) -> {
            VenueServer.say(socket, KrakenFrames.accepted("book", "BTC/USD", 1));
            VenueServer.say(socket, frames.snapshot("100.1", "101.5"));
            for (int price = 1; price <= 3; price++) {
                VenueServer.say(socket, frames.update(90 + price + ".0", "1.0", 110 + price + ".0", "1.0"));
            }
        });
        Map<String, String> settings = new HashMap<>();
        settings.put("ballast.market.venues.binance.enabled", "true");
        settings.put("ballast.market.venues.binance.ws-url", binance.ws() + "/");
        settings.put("ballast.market.venues.binance.rest-url", binance.http());
        settings.put("ballast.market.venues.binance.symbols", "BTC-USD");
        settings.put("ballast.market.venues.binance.channels", "book,trades,quotes");
        settings.put("ballast.market.venues.kraken.enabled", "true");
        settings.put("ballast.market.venues.kraken.ws-url", kraken.ws() + "/v2");
        settings.put("ballast.market.venues.kraken.symbols", "XBT-USD");
        settings.put("ballast.market.venues.kraken.channels", "book");
        settings.put("ballast.market.venues.nowhere.enabled", "true");
        settings.put("ballast.market.venues.nowhere.symbols", "BTC-USD");
        settings.put("ballast.market.kraken.heartbeat-limit", "10m");
        settings.put("ballast.market.stale-after", "10m");
        settings.put("ballast.retention.interval", "1s");
        return settings;
    }

    @Override
    public void stop() {
        binance.close();
        kraken.close();
    }
}
