// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.TestTokens;
import io.ballast.verify.client.Http;
import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was recorded from venues, played back, makes the same books. Needs no capture but its own. */
class RecordingIT {

    private static final Map<String, String> SYMBOLS = Map.of("binance", "BTC-USDT", "kraken", "ETH-USDT");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String token = TestTokens.token("user", UUID.randomUUID());

    @TempDir
    Path folder;

    @Test
    void aRecordingPlayedBackMakesTheSameBooks() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            Map<String, JsonNode> heard = record(redis.port());
            List<Path> files;
            try (Stream<Path> all = Files.list(folder)) {
                files = all.toList();
            }
            assertThat(files).hasSize(2);

            try (VenuesProcess venues = new VenuesProcess(List.of("--replay", folder.toString(), "--speed", "max"));
                    RunningService market =
                            RunningService.start(Service.MARKET, settings(redis.port(), venues.port(), false))) {
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(books(market)).isEqualTo(heard));
                JsonNode status =
                        Http.get(market.url() + "/api/v1/market/venues", token).json();
                assertThat(status).allSatisfy(venue -> {
                    assertThat(venue.get("gaps").asInt()).isZero();
                    assertThat(venue.get("checksum_failures").asInt()).isZero();
                });
            }
        }
    }

    private Map<String, JsonNode> record(int redis) {
        try (VenuesProcess venues = new VenuesProcess(List.of("--simulate", "--seed", "42"));
                RunningService market = RunningService.start(Service.MARKET, settings(redis, venues.port(), true))) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(Http.get(market.url() + "/api/v1/market/venues", token)
                            .json())
                    .hasSize(2)
                    .allSatisfy(venue -> assertThat(venue.get("frames").asInt()).isGreaterThan(200)));
            venues.freeze();
            Map<String, JsonNode> still = new TreeMap<>();
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> { // what is on its way arrives first
                                Map<String, JsonNode> before = new TreeMap<>(still);
                                still.putAll(books(market));
                                assertThat(still).isEqualTo(before);
                            });
            market.terminate();
            return still;
        }
    }

    private Map<String, JsonNode> books(RunningService market) {
        Map<String, JsonNode> books = new TreeMap<>();
        SYMBOLS.forEach((venue, symbol) -> {
            JsonNode book = Http.get(
                            market.url() + "/api/v1/market/" + symbol + "/venues/" + venue + "/book?depth=1000", token)
                    .json();
            assertThat(book.path("bids")).as(venue).isNotEmpty();
            books.put(venue + " bids", book.get("bids"));
            books.put(venue + " asks", book.get("asks"));
        });
        return books;
    }

    private Map<String, String> settings(int redis, int venues, boolean recorded) {
        Map<String, String> settings = new HashMap<>();
        settings.put("ballast.redis.url", "redis://127.0.0.1:" + redis);
        settings.put("ballast.market.stale-after", "10m");
        settings.put("ballast.market.silence", "10m");
        settings.put("ballast.market.kraken.heartbeat-limit", "10m");
        SYMBOLS.forEach((venue, symbol) -> {
            String prefix = "ballast.market.venues." + venue + ".";
            settings.put(prefix + "enabled", "true");
            settings.put(prefix + "symbols", symbol);
            settings.put(prefix + "channels", "book,trades");
        });
        settings.put("ballast.market.venues.binance.ws-url", "ws://127.0.0.1:" + venues + "/binance");
        settings.put("ballast.market.venues.binance.rest-url", "http://127.0.0.1:" + venues + "/binance");
        settings.put("ballast.market.venues.kraken.ws-url", "ws://127.0.0.1:" + venues + "/kraken/v2");
        if (recorded) {
            settings.put("ballast.market.recording.directory", folder.toString());
        }
        return settings;
    }
}
