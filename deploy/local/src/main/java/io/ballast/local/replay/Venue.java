// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The venues that market-aggregator has an adapter for, and where each is found. */
public enum Venue {
    BINANCE("binance-spot", "wss://stream.binance.com:9443", "https://api.binance.com", "/binance", "/binance"),
    BINANCE_COINM(
            "binance-coinm",
            "wss://dstream.binance.com",
            "https://dapi.binance.com",
            "/binance-coinm",
            "/binance-coinm"),
    BINANCE_USDM(
            "binance-usdm", "wss://fstream.binance.com", "https://fapi.binance.com", "/binance-usdm", "/binance-usdm"),
    BYBIT("bybit-v5", "wss://stream.bybit.com/v5/public/spot", null, "/bybit/v5/public/spot", null),
    BYBIT_LINEAR("bybit-v5", "wss://stream.bybit.com/v5/public/linear", null, "/bybit/v5/public/linear", null),
    COINBASE("coinbase-advanced", "wss://advanced-trade-ws.coinbase.com", null, "/coinbase/ws", null),
    KRAKEN("kraken-v2", "wss://ws.kraken.com/v2", null, "/kraken/v2", null),
    OKX("okx-v5", "wss://ws.okx.com:8443/ws/v5/public", null, "/okx/ws/v5/public", null);

    private final String capturePrefix;
    private final String liveSocket;
    private final @Nullable String liveRest;
    private final String localSocketPath;
    private final @Nullable String localRestPath;

    Venue(
            String capturePrefix,
            String liveSocket,
            @Nullable String liveRest,
            String localSocketPath,
            @Nullable String localRestPath) {
        this.capturePrefix = capturePrefix;
        this.liveSocket = liveSocket;
        this.liveRest = liveRest;
        this.localSocketPath = localSocketPath;
        this.localRestPath = localRestPath;
    }

    /** The venues that a capture file can be of, told by how its name begins: several where they share a host. */
    static List<Venue> ofCapture(String fileName) {
        return Arrays.stream(values())
                .filter(venue -> fileName.startsWith(venue.capturePrefix))
                .toList();
    }

    /** Its id in configuration. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The real venue. */
    public Address live() {
        return new Address(liveSocket, liveRest);
    }

    /** The local venues server on that port. */
    public Address local(int port) {
        String host = "127.0.0.1:" + port;
        return new Address(
                "ws://" + host + localSocketPath, localRestPath == null ? null : "http://" + host + localRestPath);
    }

    /**
     * Where a venue answers.
     *
     * @param rest null where the adapter needs none
     */
    public record Address(String socket, @Nullable String rest) {}
}
