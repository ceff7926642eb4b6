// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.FaultProxy;
import io.ballast.common.testing.TestTokens;
import io.ballast.verify.client.Http;
import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Breakers of two processes of one service, over HTTP alone. Each test has a route, and so a breaker, of its own. Both
 * reach Redis through a proxy that can be cut; the readers of the first through one more.
 */
class BreakerFleetIT {

    private static final UUID OPERATOR = UUID.randomUUID();
    private static final String TOKEN = TestTokens.token("operator", OPERATOR);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static EmbeddedRedis redis;
    private static FaultProxy shared;
    private static FaultProxy readersOfFirst;
    private static RunningService first;
    private static RunningService second;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
        shared = FaultProxy.to(redis.port());
        readersOfFirst = FaultProxy.to(redis.port());
        first = RunningService.launch(Service.BRIDGE, settings(readersOfFirst.redisUrl()));
        second = RunningService.launch(Service.BRIDGE, settings(redis.url()));
        first.awaitAlive();
        second.awaitAlive();
        eventually(() -> {
            for (RunningService instance : new RunningService[] {first, second}) {
                JsonNode fleet = get(instance, "status?scope=fleet&name=route-probe");
                assertThat(fleet.get("scope").asText()).isEqualTo("fleet");
                assertThat(fleet.get("circuit_breakers")).hasSize(2);
            }
        });
    }

    @AfterAll
    static void end() {
        for (AutoCloseable each : new AutoCloseable[] {first, second, shared, readersOfFirst, redis}) {
            try {
                each.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private static Map<String, String> settings(String readers) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "ballast.redis.url",
                shared.redisUrl(),
                "quarkus.redis.blocking.hosts",
                readers,
                "ballast.redis.backoff-first",
                "100ms",
                "ballast.redis.backoff-ceiling",
                "300ms"));
        Map.of("probe", "market.trades", "expiry", "market.quotes", "kept", "market.control", "cut", "market.candles")
                .forEach((route, topic) -> {
                    settings.put("ballast.bridge.routes." + route + ".source.type", "stream");
                    settings.put("ballast.bridge.routes." + route + ".source.topics", topic);
                    settings.put("ballast.bridge.routes." + route + ".sink.type", "push");
                });
        return settings;
    }

    @Test
    void anUnknownNameIsAProblemAndCreatesNothing() {
        for (String call : new String[] {"status?name=nobody", "history?name=nobody"}) {
            assertProblem(Http.get(url(first, call), TOKEN), 404);
        }
        for (String call : new String[] {
            "reset?name=nobody", "reset?name=nobody&override=true&reason=x", "force-open?name=nobody&reason=x"
        }) {
            assertProblem(Http.post(url(first, call), TOKEN, ""), 404);
        }
        assertThat(get(first, "status").toString()).contains("route-probe").doesNotContain("nobody");
    }

    @ParameterizedTest
    @CsvSource({
        "force-open?reason=x, name",
        "force-open?name=route-probe, reason",
        "force-open?name=route-probe&reason=x&ttl=P2D, ttl",
        "force-open?name=route-probe&reason=x&ttl=soon, ttl",
        "reset?name=route-probe&override=perhaps, override",
        "reset?name=route-probe&override=true, reason"
    })
    void aBadParameterIsAProblemThatNamesIt(String call, String field) {
        Http.Answer answer = Http.post(url(first, call), TOKEN, "");
        assertProblem(answer, 400);
        assertThat(answer.json().get("detail").asText()).contains(field);
    }

    @Test
    void onlyOperatorsMay() {
        for (String call : new String[] {"status", "history"}) {
            assertProblem(Http.get(url(first, call), null), 401);
            assertProblem(Http.get(url(first, call), TestTokens.token("user", OPERATOR)), 403);
        }
        for (String call :
                new String[] {"reset?name=route-probe&override=true&reason=x", "force-open?name=route-probe&reason=x"
                }) {
            assertProblem(Http.post(url(first, call), null, ""), 401);
            for (String role : new String[] {"user", "agent"}) {
                assertProblem(Http.post(url(first, call), TestTokens.token(role, OPERATOR), ""), 403);
            }
        }
        assertThat(state(first, "route-probe")).isEqualTo("CLOSED");
    }

    @Test
    void aProbeClosesWhatIsWellAndLeavesOpenWhatIsNot() {
        readersOfFirst.refuse();
        eventually(() -> assertThat(state(first, "route-probe")).isEqualTo("OPEN"));
        eventually(() -> assertThat(
                        get(second, "status?scope=fleet&name=route-probe").findValuesAsText("state"))
                .containsExactlyInAnyOrder("OPEN", "OPEN", "CLOSED")); // the worst, and both
        eventually(() -> assertProblem(post(first, "reset"), 400)); // which of those that are open?

        // its own readers are cut off, but the stream is there: so the probe says
        Http.Answer well = post(first, "reset?name=route-probe");
        assertThat(well.status()).as(well.body()).isEqualTo(200);
        assertThat(well.json().at("/circuit_breaker/state").asText()).isEqualTo("CLOSED");

        shared.refuse();
        eventually(() -> assertThat(state(first, "route-probe")).isEqualTo("OPEN"));
        eventually(() -> {
            Http.Answer ill = post(first, "reset?name=route-probe");
            assertProblem(ill, 409);
            JsonNode told = ill.json();
            assertThat(told.get("failure_count").asInt()).isGreaterThanOrEqualTo(5);
            assertThat(told.get("failure_threshold").asInt()).isEqualTo(5);
            assertThat(told.get("last_failure").asText()).isNotEmpty();
            assertThat(told.get("hint").asText()).isNotEmpty();
        });

        shared.heal();
        readersOfFirst.heal();
        eventually(() -> assertThat(state(first, "route-probe")).isEqualTo("CLOSED"));
        assertProblem(post(first, "reset?name=route-probe"), 409); // it is closed
    }

    @Test
    void anOverrideReachesTheOtherWithinASecondAndExpiresByItself() {
        Http.Answer forced = post(first, "force-open?name=route-expiry&reason=" + encoded("a try") + "&ttl=PT4S");
        assertThat(forced.status()).isEqualTo(200);
        assertThat(forced.json().get("scope").asText()).isEqualTo("fleet");
        assertThat(forced.json().at("/circuit_breaker/retry_at").asText()).isNotEmpty();

        within(Duration.ofSeconds(1), () -> assertThat(state(second, "route-expiry"))
                .isEqualTo("FORCED_OPEN"));
        assertProblem(post(second, "reset?name=route-expiry"), 409); // no probe lifts what an operator ordered
        eventually(() -> assertThat(state(first, "route-expiry")).isEqualTo("CLOSED"));
        within(Duration.ofSeconds(1), () -> assertThat(state(second, "route-expiry"))
                .isEqualTo("CLOSED"));

        eventually(() -> assertThat(get(second, "history?name=route-expiry").findValuesAsText("cause"))
                .contains("force-open", "expired"));
    }

    @Test
    void overrideAndHistorySurviveWhoeverIsKilled() {
        assertThat(post(first, "force-open?name=route-kept&reason=" + encoded("new feed") + "&ttl=PT1H")
                        .status())
                .isEqualTo(200);
        within(Duration.ofSeconds(1), () -> assertThat(state(second, "route-kept"))
                .isEqualTo("FORCED_OPEN"));

        first.kill();
        second.kill();
        second.restart();
        first.restart();

        eventually(() -> assertThat(state(first, "route-kept")).isEqualTo("FORCED_OPEN"));
        eventually(() -> assertThat(state(second, "route-kept")).isEqualTo("FORCED_OPEN"));
        JsonNode history = get(second, "history?name=eventbus-bridge/route-kept&limit=100");
        JsonNode order = null;
        for (JsonNode entry : history.get("history")) {
            order = entry.get("cause").asText().equals("force-open") && entry.hasNonNull("actor") ? entry : order;
        }
        assertThat(order).as(history.toString()).isNotNull();
        assertThat(order.get("actor").asText()).isEqualTo(OPERATOR.toString());
        assertThat(order.get("reason").asText()).isEqualTo("new feed");
        assertThat(history.get("count").asInt())
                .isEqualTo(history.get("history").size());

        assertThat(post(second, "reset?name=route-kept&override=true&reason=done")
                        .status())
                .isEqualTo(200);
        within(Duration.ofSeconds(1), () -> assertThat(state(first, "route-kept"))
                .isEqualTo("CLOSED"));
    }

    @Test
    void withoutRedisAnOverrideIsTakenHereAndReachesTheOthersLater() {
        shared.refuse();
        eventually(() -> {
            Http.Answer forced = post(first, "force-open?name=route-cut&reason=isolated&ttl=PT1H");
            assertThat(forced.status()).isEqualTo(200);
            assertThat(forced.json().get("scope").asText()).isEqualTo("instance");
        });
        assertThat(state(first, "route-cut")).isEqualTo("FORCED_OPEN");
        assertThat(state(second, "route-cut")).isEqualTo("CLOSED");
        assertThat(get(first, "status?scope=fleet").get("scope").asText()).isEqualTo("instance");
        assertThat(get(first, "history?name=route-cut").findValuesAsText("cause"))
                .as("from its own memory")
                .contains("force-open");

        shared.heal();

        within(Duration.ofSeconds(5), () -> assertThat(state(second, "route-cut"))
                .isEqualTo("FORCED_OPEN"));
        eventually(() -> assertThat(get(second, "history?name=route-cut").findValuesAsText("reason"))
                .contains("isolated"));
        assertThat(post(second, "reset?name=route-cut&override=true&reason=done")
                        .status())
                .isEqualTo(200);
        within(Duration.ofSeconds(1), () -> assertThat(state(first, "route-cut"))
                .isEqualTo("CLOSED"));
    }

    @Test
    void forcingRedisItselfOpenDoesNotCutTheControlPlane() {
        String user = TestTokens.token("user", UUID.randomUUID());
        eventually(() -> assertThat(
                        Http.post(first.url() + "/api/v1/tickets", user, "").status())
                .isEqualTo(200));

        Http.Answer forced = post(first, "force-open?name=redis&reason=maintenance&ttl=PT1H");

        assertThat(forced.json().get("scope").asText()).isEqualTo("fleet");
        within(Duration.ofSeconds(1), () -> assertThat(state(second, "redis")).isEqualTo("FORCED_OPEN"));
        for (RunningService instance : new RunningService[] {first, second}) {
            assertProblem(Http.post(instance.url() + "/api/v1/tickets", user, ""), 503);
            assertThat(get(instance, "status?scope=fleet").get("scope").asText())
                    .isEqualTo("fleet");
        }
        assertThat(post(second, "reset?name=redis&override=true&reason=done").status())
                .isEqualTo(200);
        within(Duration.ofSeconds(1), () -> assertThat(state(first, "redis")).isEqualTo("CLOSED"));
        eventually(() -> assertThat(
                        Http.post(first.url() + "/api/v1/tickets", user, "").status())
                .isEqualTo(200));
        assertThat(get(first, "history?name=redis").findValuesAsText("cause")).contains("force-open", "override-reset");
    }

    private static String state(RunningService instance, String name) {
        return get(instance, "status?name=" + name).at("/circuit_breaker/state").asText();
    }

    private static JsonNode get(RunningService instance, String call) {
        Http.Answer answer = Http.get(url(instance, call), TOKEN);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static Http.Answer post(RunningService instance, String call) {
        return Http.post(url(instance, call), TOKEN, "");
    }

    private static String url(RunningService instance, String call) {
        return instance.url() + "/api/circuit-breaker/" + call;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void assertProblem(Http.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    private static void within(Duration limit, ThrowingRunnable assertion) {
        await().atMost(limit).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).untilAsserted(assertion);
    }
}
