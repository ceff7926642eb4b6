// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.TestTokens;
import io.ballast.verify.client.Http;
import io.ballast.verify.client.Http.Answer;
import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two reconciliation processes over one Redis and one PostgreSQL. */
class CacheIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    /** Far below the 5 s after which an entry ends by itself. */
    private static final Duration BY_INVALIDATION = Duration.ofSeconds(1);

    private static EmbeddedRedis redis;
    private static EmbeddedPostgres postgres;
    private static RunningService one;
    private static RunningService other;

    private final UUID user = UUID.randomUUID();
    private final String userToken = TestTokens.token("user", user);
    private int snapshots;

    @BeforeAll
    static void start() throws IOException {
        redis = EmbeddedRedis.start();
        postgres = EmbeddedPostgres.builder().start();
        Map<String, String> settings = Map.of(
                "ballast.redis.url", redis.url(),
                "ballast.database.host", "127.0.0.1",
                "ballast.database.port", Integer.toString(postgres.getPort()),
                "ballast.database.name", "postgres",
                "ballast.database.user", "postgres",
                "ballast.database.password", "postgres");
        one = RunningService.launch(Service.RECONCILIATION, settings);
        other = RunningService.launch(Service.RECONCILIATION, settings);
        for (RunningService each : List.of(one, other)) {
            each.awaitAlive();
            await().atMost(SOON).untilAsserted(() -> assertThat(Http.status(each.url() + "/q/health/ready"))
                    .isEqualTo(200));
        }
    }

    @AfterAll
    static void end() throws IOException {
        one.close();
        other.close();
        postgres.close();
        redis.close();
    }

    @Test
    void whatOneProcessTookInTheOtherAnswersAtOnce() {
        awaitHearing();
        snapshot(one, 1);
        assertThat(openPositions(other)).isEqualTo(1);
        // what it loaded before it heard of the snapshot is not kept
        await().atMost(SOON).untilAsserted(() -> assertThat(positions(other).header("X-Cache"))
                .isEqualTo("hit"));
        Answer held = positions(other);

        snapshot(one, 2);
        long from = System.nanoTime();
        await().atMost(BY_INVALIDATION)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> assertThat(openPositions(other)).isEqualTo(2));
        System.out.printf("the other process answers the new state after %d ms%n", millisSince(from));
        assertThat(positions(other).header("ETag")).isNotEqualTo(held.header("ETag"));
    }

    @Test
    void whatOneProcessComputedTheOtherFindsInRedis() {
        awaitHearing();
        snapshot(one, 1);
        long loads = loads(other);
        assertThat(positions(one).header("X-Cache")).isEqualTo("miss");
        Answer found = positions(other);
        assertThat(found.header("X-Cache")).isEqualTo("hit");
        assertThat(found.body()).isEqualTo(positions(one).body());
        assertThat(loads(other)).isEqualTo(loads);
    }

    @Test
    void withRedisAwayBothAnswerAndSoonerThanTheTtlWithTheNewState() {
        awaitHearing();
        snapshot(one, 1);
        assertThat(openPositions(other)).isEqualTo(1);
        redis.stop();
        try {
            snapshot(one, 2);
            assertThat(openPositions(one)).isEqualTo(2);
            // cannot hear of it: it trusts what it holds for a second at most
            await().atMost(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(openPositions(other)).isEqualTo(2));
        } finally {
            redis.restart();
        }
    }

    private static void awaitHearing() {
        for (RunningService each : List.of(one, other)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(
                            stats(each).path("invalidations_heard").asBoolean())
                    .isTrue());
        }
    }

    private static JsonNode stats(RunningService service) {
        return Http.get(service.url() + "/api/cache/stats", TestTokens.token("operator", UUID.randomUUID()))
                .json();
    }

    /** Loads of the answers' cache, which is made when first used. */
    private static long loads(RunningService service) {
        return StreamSupport.stream(stats(service).path("caches").spliterator(), false)
                .filter(cache -> cache.path("name").asText().equals("positions"))
                .mapToLong(cache -> cache.path("loads").asLong())
                .sum();
    }

    private Answer positions(RunningService service) {
        Answer answer = Http.get(service.url() + "/positions/open?include=all", userToken);
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private int openPositions(RunningService service) {
        return positions(service).json().path("total_positions").asInt();
    }

    private void snapshot(RunningService service, int positions) {
        StringBuilder list = new StringBuilder();
        for (int ticket = 1; ticket <= positions; ticket++) {
            list.append(ticket == 1 ? "" : ",")
                    .append(
                            """
                            {"ticket": %d, "symbol": "EURUSD", "direction": "buy", "volume": 1, "entry_price": 1.1408,
                             "entry_time": "2026-01-05T09:00:00Z", "current_price": 1.14265}"""
                                    .formatted(ticket));
        }
        Answer taken = Http.post(
                service.url() + "/api/v1/accounts/main/snapshots",
                TestTokens.token("agent", user),
                """
                {"snapshot_id": "s-%d", "taken_at": "%s", "complete": true, "mode": "hedging",
                 "account": {"balance": 10000, "equity": 10000, "margin_used": 1, "currency": "USD"},
                 "positions": [%s], "deals": []}"""
                        .formatted(++snapshots, Instant.now(), list));
        assertThat(taken.status()).as(taken.body()).isEqualTo(202);
    }

    private static long millisSince(long from) {
        return Duration.ofNanos(System.nanoTime() - from).toMillis();
    }
}
