// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventFields;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.IdempotentPublisher.Numbered;
import io.ballast.common.events.Topic;
import io.ballast.common.testing.EmbeddedRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What publishing costs beside a bare pipelined XADD of the same fields, in turns on the same server. */
@EnabledIfSystemProperty(
        named = "ballast.soak",
        matches = "true",
        disabledReason = "a measurement; needs a quiet machine")
class PublishThroughputTest {

    private static final int BATCH = 500;
    private static final int BATCHES = 200;
    private static final int ROUNDS = 7;

    private interface Way {
        Uni<?> publish(RedisLinks links, List<Event> batch, long first);
    }

    @Test
    void publishingIsAtLeastSevenTenthsAsFastAsBareXadd() {
        double[] bare = new double[ROUNDS];
        double[] plain = new double[ROUNDS];
        double[] once = new double[ROUNDS];
        try (EmbeddedRedis server = EmbeddedRedis.start();
                RedisLinks links = new RedisLinks(server.url(), new SimpleMeterRegistry())) {
            await().untilAsserted(() -> assertThat(links.gateway().up()).isTrue());
            for (int round = 0; round < ROUNDS; round++) {
                bare[round] = rate(links, PublishThroughputTest::bare);
                plain[round] = rate(links, (l, batch, first) -> l.publisher()
                        .publish(batch.stream()
                                .map(e -> new Outgoing(Topic.MARKET_TRADES, e))
                                .toList()));
                once[round] = rate(links, PublishThroughputTest::once);
            }
        }
        System.out.printf(
                "publish: bare %.0f/s, at least once %.2f, once %.2f of it%n",
                median(bare), median(plain) / median(bare), median(once) / median(bare));
        assertThat(median(once) / median(bare)).isGreaterThan(0.7);
        assertThat(median(plain) / median(bare)).isGreaterThan(0.7);
    }

    private static Uni<?> bare(RedisLinks links, List<Event> batch, long first) {
        List<Request> requests = new ArrayList<>();
        for (Event event : batch) {
            Request request = Request.cmd(Command.XADD)
                    .arg(Topic.MARKET_TRADES.streamKey())
                    .arg("*");
            for (Map.Entry<String, String> field : EventFields.encode(event).entrySet()) {
                request.arg(field.getKey()).arg(field.getValue());
            }
            requests.add(request);
        }
        return links.gateway().batch(requests);
    }

    private static Uni<?> once(RedisLinks links, List<Event> batch, long first) {
        List<Numbered> numbered = new ArrayList<>();
        for (Event event : batch) {
            numbered.add(new Numbered(Topic.MARKET_TRADES, event, first + numbered.size()));
        }
        return links.idempotentPublisher().publish("p", numbered);
    }

    private static double rate(RedisLinks links, Way way) {
        links.gateway()
                .command(Command.DEL, Topic.MARKET_TRADES.streamKey())
                .await()
                .indefinitely();
        long began = System.nanoTime();
        for (int i = 0; i < BATCHES; i++) {
            way.publish(links, batch(i), began / 1_000 + (long) i * BATCH)
                    .await()
                    .atMost(Duration.ofSeconds(10));
        }
        return BATCH * BATCHES * 1e9 / (System.nanoTime() - began);
    }

    private static List<Event> batch(int number) {
        List<Event> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            int id = number * BATCH + i;
            batch.add(new Event(
                    "binance:BTC-USDT:trade:" + id,
                    "/market-aggregator-service",
                    "market.trade",
                    "BTC-USDT",
                    Instant.ofEpochSecond(1_767_614_400L, id * 1_000L),
                    null,
                    null,
                    "{\"venue\":\"binance\",\"price\":\"65086.20000000\",\"size\":\"0.11996246\",\"side\":\"buy\","
                            + "\"trade_id\":\"" + id + "\",\"venue_time\":\"2026-01-05T12:00:00.250Z\"}"));
        }
        return batch;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
