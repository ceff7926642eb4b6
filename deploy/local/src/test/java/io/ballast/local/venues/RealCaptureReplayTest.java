// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.venues.ServedVenues.Client;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.testing.ManualVenueTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Frames recorded at real venues, which are not part of this repository, over real sockets. */
class RealCaptureReplayTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path CAPTURES = Path.of(System.getProperty("ballast.root", "."), "..", "shared", "captures");

    private final ManualVenueTime time = new ManualVenueTime();

    @Test
    void binanceComesByteForByte() throws IOException, InterruptedException, GeneralSecurityException {
        List<JsonNode> entries = entries("binance-spot.jsonl.gz");
        String address = entries.stream()
                .filter(entry -> entry.path("t").asText().equals("connect"))
                .map(entry -> entry.path("addr").asText())
                .findFirst()
                .orElseThrow();
        try (ServedVenues venues = serve("binance-spot.jsonl.gz")) {
            Client client = venues.connect("/binance" + address.substring(address.indexOf("/stream?")));

            assertAllData(venues, client, recorded(entries), 480);
            for (JsonNode reply : entries) {
                if (reply.path("t").asText().equals("http")) {
                    String url = reply.path("url").asText();
                    assertThat(venues.get("/binance" + url.substring(url.indexOf("/api/")))
                                    .body())
                            .isEqualTo(reply.path("data").asText());
                }
            }
        }
    }

    @Test
    void binanceFuturesComeByteForByteOverTheirTwoPaths()
            throws IOException, InterruptedException, GeneralSecurityException {
        List<JsonNode> entries = entries("binance-usdm.jsonl.gz");
        List<String> recorded = recorded(entries);
        try (ServedVenues venues = serve("binance-usdm.jsonl.gz")) {
            Client books = venues.connect("/binance-usdm/public/stream?streams=akrousdt@depth@100ms");
            Client market = venues.connect("/binance-usdm/market/stream?streams=akrousdt@aggTrade");

            assertAllData(venues, books, about(recorded, "@depth|@bookTicker"), 764 + 613);
            assertAllData(venues, market, about(recorded, "@aggTrade|@kline"), 91 + 67);
            assertThat(venues.get("/binance-usdm/fapi/v1/depth?symbol=AKROUSDT").body())
                    .startsWith("{\"lastUpdateId\":600859605486,");
        }
    }

    private static List<String> about(List<String> frames, String streams) {
        Pattern named = Pattern.compile("\"stream\":\"[a-z]+(" + streams + ")");
        return frames.stream().filter(frame -> named.matcher(frame).find()).toList();
    }

    @Test
    void coinbaseComesByteForByteAndItsHeartbeatsCountOnAfterTheEnd() throws IOException, GeneralSecurityException {
        List<JsonNode> entries = entries("coinbase-advanced.jsonl.gz");
        List<String> recorded = entries.stream()
                .filter(entry -> entry.path("t").asText().equals("recv"))
                .map(entry -> entry.path("data").asText())
                .toList();
        try (ServedVenues venues = serve("coinbase-advanced.jsonl.gz")) {
            Client client = venues.connect("/coinbase/ws");
            client.send("{\"type\":\"subscribe\",\"channel\":\"heartbeats\"}");
            client.send("{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channel\":\"level2\"}");
            await().untilAsserted(() -> {
                venues.advance(Duration.ZERO);
                assertThat(client.frames()).hasSize(614);
            });
            assertThat(hash(client.frames())).isEqualTo(hash(recorded));

            venues.advance(Duration.ofSeconds(2));
            await().untilAsserted(() -> assertThat(client.frames()).hasSize(616));
            assertThat(client.frames().getLast())
                    .contains("\"channel\":\"heartbeats\"")
                    .contains("\"sequence_num\":615,");

            client.send("{\"type\":\"unsubscribe\",\"product_ids\":[\"BTC-USD\"],\"channel\":\"level2\"}");
            client.send("{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channel\":\"level2\"}");
            await().untilAsserted(() -> {
                venues.advance(Duration.ZERO);
                assertThat(client.frames()).hasSize(617 + 614);
            });
            assertThat(client.frames().getLast()).contains("\"sequence_num\":" + (617 + 613) + ",");
        }
    }

    @Test
    void krakenComesByteForByte() throws IOException, GeneralSecurityException {
        List<JsonNode> entries = entries("kraken-v2.jsonl.gz");
        String subscribe = entries.stream()
                .filter(entry -> entry.path("t").asText().equals("send"))
                .map(entry -> entry.path("data").asText())
                .findFirst()
                .orElseThrow();
        try (ServedVenues venues = serve("kraken-v2.jsonl.gz")) {
            Client client = venues.connect("/kraken/v2");
            client.send(subscribe);

            assertAllData(venues, client, recorded(entries), 306);
        }
    }

    @Test
    void bybitComesByteForByte() throws IOException, GeneralSecurityException {
        List<JsonNode> entries = entries("bybit-v5.jsonl.gz");
        try (ServedVenues venues = serve("bybit-v5.jsonl.gz")) {
            Client client = venues.connect("/bybit/v5/public/linear");
            sent(entries).forEach(client::send);

            assertAllData(venues, client, data(entries, "{\"topic\""), 1_915);
        }
    }

    @Test
    void okxComesByteForByte() throws IOException, GeneralSecurityException {
        List<JsonNode> entries = entries("okx-v5.jsonl.gz");
        try (ServedVenues venues = serve("okx-v5.jsonl.gz")) {
            Client client = venues.connect("/okx/ws/v5/public");
            client.send(sent(entries).getLast());

            assertAllData(venues, client, data(entries, "{\"arg\""), 216);
        }
    }

    private static List<String> sent(List<JsonNode> entries) {
        return entries.stream()
                .filter(entry -> entry.path("t").asText().equals("send"))
                .map(entry -> entry.path("data").asText())
                .toList();
    }

    private static List<String> data(List<JsonNode> entries, String beginning) {
        return recorded(entries).stream()
                .filter(frame -> frame.startsWith(beginning))
                .toList();
    }

    private ServedVenues serve(String file) throws IOException {
        return new ServedVenues(
                time,
                CaptureFiles.venues(
                        List.of(CAPTURES.resolve(file)),
                        Pace.of("max", false),
                        time,
                        new PrintWriter(new StringWriter())));
    }

    private static void assertAllData(ServedVenues venues, Client client, List<String> recorded, int count)
            throws GeneralSecurityException {
        assertThat(recorded).hasSize(count);
        await().untilAsserted(() -> {
            venues.advance(Duration.ZERO);
            assertThat(client.data()).hasSize(count);
        });
        assertThat(hash(client.data())).isEqualTo(hash(recorded));
        venues.advance(Duration.ofMinutes(1));
        assertThat(client.closeCode()).isZero();
        assertThat(client.data()).hasSize(count);
    }

    private static List<JsonNode> entries(String name) throws IOException {
        Path file = CAPTURES.resolve(name);
        assumeTrue(Files.exists(file), "recorded frames are not here: " + file);
        List<JsonNode> entries = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                entries.add(JSON.readTree(line));
            }
        }
        return entries;
    }

    private static List<String> recorded(List<JsonNode> entries) {
        return entries.stream()
                .filter(entry -> entry.path("t").asText().equals("recv"))
                .map(entry -> entry.path("data").asText())
                .toList();
    }

    private static String hash(List<String> frames) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(String.join("", frames).getBytes(UTF_8)));
    }
}
