// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.events.Topic;
import io.ballast.common.money.Decimal;
import io.ballast.common.redis.RedisLinks;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.market.publication.PublishSpans.Traced;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.TakerSide;
import io.ballast.market.venue.TestConfig;
import io.ballast.market.venue.Trade;
import io.ballast.market.venue.VenueId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real Redis that goes away in the middle of a stream of trades. With {@code -Dballast.soak=true} what 5,000 trades a
 * second are in a minute, through the buffer's own bounds; else a tenth of that.
 */
class TradesWhileRedisIsAwayTest {

    private static final boolean SOAK = Boolean.getBoolean("ballast.soak");
    private static final int AWAY = SOAK ? 300_000 : 30_000;
    private static final int BEFORE = 5_000;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final VenueId VENUE = new VenueId("binance");
    private static final List<Symbol> SYMBOLS =
            List.of(Symbol.of("BTC-USDT"), Symbol.of("ETH-USDT"), Symbol.of("CRV-USDT"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private int fed;

    @TempDir
    private Path data;

    /** What was confirmed is on disk; what was under way may be there or not. */
    private EmbeddedRedis server() {
        return EmbeddedRedis.start("--appendonly", "yes", "--appendfsync", "always", "--dir", data.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {AWAY_FITS, AWAY_OVERFLOWS})
    void killed(int bound) throws IOException {
        run(bound, EmbeddedRedis::stop, EmbeddedRedis::restart);
    }

    private static final int AWAY_FITS = 400_000;
    private static final int AWAY_OVERFLOWS = 10_000;

    @Test
    void frozen() throws IOException {
        run(AWAY_OVERFLOWS, EmbeddedRedis::freeze, EmbeddedRedis::thaw);
    }

    private interface Fault {
        void on(EmbeddedRedis server);
    }

    private void run(int bound, Fault fault, Fault repair) throws IOException {
        try (EmbeddedRedis server = server();
                RedisLinks links = new RedisLinks(server.url(), meters)) {
            await().untilAsserted(() -> assertThat(links.gateway().up()).isTrue());
            MarketPublication publication = publication(links, bound);
            feed(publication, BEFORE);
            fault.on(server);
            long heap = usedHeap();
            feed(publication, AWAY);
            assertThat(publication.waitingTrades()).isBetween(Math.min(bound, AWAY), Math.min(bound, AWAY + BEFORE));
            assertThat(publication.waitingTradeBytes()).isLessThanOrEqualTo(67_108_864);
            assertThat(usedHeap() - heap)
                    .as("heap while it is away")
                    .isLessThan(publication.waitingTradeBytes() * 5 / 4 + (8 << 20));
            repair.on(server);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(publication.waitingTrades()).isZero());
            feed(publication, BEFORE);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(publication.waitingTrades()).isZero());
            await().atMost(SOON).untilAsserted(() -> everyTradeIsThereOnceOrInAGap(links, bound));
        }
    }

    private MarketPublication publication(RedisLinks links, int bound) {
        return new MarketPublication(
                links.idempotentPublisher(),
                batch -> new Traced(batch, () -> {}),
                TestConfig.of(
                        PublicationConfig.class,
                        "ballast.market.publication.trades",
                        Integer.toString(bound),
                        "ballast.market.publication.trade-bytes",
                        "67108864",
                        "ballast.market.publication.retry-interval",
                        "20ms"),
                links.time(),
                links.time(),
                meters);
    }

    private void feed(MarketPublication publication, int count) {
        for (int i = 0; i < count; i++, fed++) {
            publication.trade(
                    new Trade(
                            VENUE,
                            SYMBOLS.get(fed % SYMBOLS.size()),
                            fed,
                            Decimal.parse("2.6430" + fed),
                            Decimal.parse("0.10"),
                            TakerSide.BUY,
                            Instant.ofEpochSecond(1_767_614_400L + fed / 5_000, fed % 5_000 * 200_000L)),
                    null);
        }
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void everyTradeIsThereOnceOrInAGap(RedisLinks links, int bound) throws IOException {
        int[] seen = new int[fed];
        Map<String, Long> newest = new HashMap<>();
        for (JsonNode trade : read(links, Topic.MARKET_TRADES)) {
            int id = trade.path("trade_id").asInt();
            seen[id]++;
            Long before = newest.put(SYMBOLS.get(id % SYMBOLS.size()).toString(), (long) id);
            assertThat(before == null || before < id).as("in order at %d", id).isTrue();
        }
        long lost = 0;
        for (JsonNode gap : read(links, Topic.MARKET_CONTROL)) {
            int from = gap.path("from").asInt();
            int to = gap.path("to").asInt();
            lost += gap.path("count").asLong();
            assertThat((to - from) / SYMBOLS.size() + 1)
                    .isEqualTo(gap.path("count").asInt());
            for (int id = from; id <= to; id += SYMBOLS.size()) {
                seen[id]++;
            }
        }
        assertThat(seen).as("each once: in the stream, or in one gap").containsOnly(1);
        assertThat(lost)
                .isEqualTo((long) meters.counter("ballast_events_dropped", "topic", "market.trades", "reason", "full")
                        .count())
                .matches(count -> count > 0 == bound < AWAY);
    }

    private static List<JsonNode> read(RedisLinks links, Topic topic) throws IOException {
        List<JsonNode> data = new ArrayList<>();
        String from = "-";
        while (true) {
            Response page = links.gateway()
                    .command(Command.XRANGE, topic.streamKey(), from, "+", "COUNT", "5000")
                    .await()
                    .atMost(SOON);
            for (Response entry : page) {
                Response fields = entry.get(1);
                data.add(JSON.readTree(fields.get(fields.size() - 1).toString()));
                from = "(" + entry.get(0);
            }
            if (page.size() == 0) {
                return data;
            }
        }
    }
}
