// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.venues.bybit.Bybit;
import io.ballast.local.venues.okx.Okx;
import io.ballast.local.venues.protocol.VenueProtocol;
import io.ballast.local.venues.protocol.VenueProtocol.Request;
import io.ballast.local.venues.simulation.SimulatedMarket;
import io.ballast.local.venues.testing.ManualVenueTime;
import io.ballast.local.venues.testing.MemoryConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * The captures that the market service's tests play are what this simulator sends today. After a change of it they are
 * written anew with {@code -Dballast.captures.write=true}.
 */
class SimulatedCaptureTest {

    private static final long SEED = 20_261_121;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path FOLDER = Path.of(
            System.getProperty("ballast.root", "."),
            "market-aggregator-service",
            "src",
            "test",
            "resources",
            "captures");

    @Test
    void bybit() throws IOException {
        check(
                "bybit-v5-simulated.jsonl",
                Bybit::simulating,
                "/v5/public/linear",
                "{\"op\":\"subscribe\",\"args\":[\"orderbook.200.BTCUSDT\",\"publicTrade.BTCUSDT\","
                        + "\"tickers.BTCUSDT\"]}");
    }

    @Test
    void okx() throws IOException {
        check(
                "okx-v5-simulated.jsonl",
                Okx::simulating,
                "/ws/v5/public",
                "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"books\",\"instId\":\"BTC-USDT-SWAP\"},"
                        + "{\"channel\":\"trades\",\"instId\":\"BTC-USDT-SWAP\"},"
                        + "{\"channel\":\"funding-rate\",\"instId\":\"BTC-USDT-SWAP\"},"
                        + "{\"channel\":\"mark-price\",\"instId\":\"BTC-USDT-SWAP\"}]}");
    }

    private static void check(
            String name,
            BiFunction<SimulatedMarket, ManualVenueTime, VenueProtocol> protocol,
            String path,
            String subscribe)
            throws IOException {
        ManualVenueTime time = new ManualVenueTime();
        SimulatedMarket market = new SimulatedMarket(SEED, time);
        VenueProtocol venue = protocol.apply(market, time);
        market.start();
        time.advance(Duration.ofSeconds(1));
        MemoryConnection follower = subscribed(venue, path, subscribe);
        time.advance(Duration.ofSeconds(15));
        MemoryConnection late = subscribed(venue, path, subscribe); // whose snapshots say what the follower must have

        List<String> lines = new ArrayList<>();
        lines.add("{\"t\":\"header\",\"source\":\"Ballast's simulator, seed " + SEED + "\"}");
        connection(lines, "follower", path, subscribe, follower);
        connection(lines, "late", path, subscribe, late);
        String text = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("ballast.captures.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(name), text);
        }
        assertThat(Files.readString(FOLDER.resolve(name)).equals(text))
                .as("%s is what the simulator sends", name)
                .isTrue();
    }

    private static MemoryConnection subscribed(VenueProtocol venue, String path, String subscribe) {
        MemoryConnection connection = new MemoryConnection();
        venue.open(new Request(path, Map.of()), connection).received(subscribe);
        return connection;
    }

    private static void connection(
            List<String> lines, String name, String path, String subscribe, MemoryConnection connection) {
        lines.add(JSON.createObjectNode()
                .put("t", "connect")
                .put("conn", name)
                .put("ts", 0)
                .put("addr", "wss://simulated" + path)
                .toString());
        lines.add(line("send", name, subscribe));
        connection.sent().forEach(frame -> lines.add(line("recv", name, frame)));
    }

    private static String line(String type, String connection, String data) {
        return JSON.createObjectNode()
                .put("t", type)
                .put("conn", connection)
                .put("ts", 1)
                .put("data", data)
                .toString();
    }
}
