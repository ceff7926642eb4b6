// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import io.ballast.local.venues.simulation.Instrument;
import java.time.Duration;
import java.util.List;

/** Binance's three markets: one protocol, told apart by paths, symbols, fields and how often they ping. */
enum Market {
    SPOT(
            "/binance",
            "/api/v3",
            Duration.ofSeconds(20),
            List.of(
                    new Instrument("BTCUSDT", "BTC", "USDT", 2, 5),
                    new Instrument("ETHUSDT", "ETH", "USDT", 2, 4),
                    new Instrument("SOLUSDT", "SOL", "USDT", 2, 3))),
    USDM(
            "/binance-usdm",
            "/fapi/v1",
            Duration.ofMinutes(3),
            List.of(
                    new Instrument("BTCUSDT", "BTC", "USDT", 1, 3), //
                    new Instrument("ETHUSDT", "ETH", "USDT", 2, 3))),
    COINM(
            "/binance-coinm",
            "/dapi/v1",
            Duration.ofMinutes(3),
            List.of(new Instrument("BTCUSD_PERP", "BTC", "USD", 1, 0)));

    final String prefix;
    final String restPath;
    /** How often it pings; three pings in a row that stay unanswered end the connection. */
    final Duration ping;

    final List<Instrument> instruments;

    Market(String prefix, String restPath, Duration ping, List<Instrument> instruments) {
        this.prefix = prefix;
        this.restPath = restPath;
        this.ping = ping;
        this.instruments = instruments;
    }

    boolean futures() {
        return this != SPOT;
    }
}
