// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.verify.client.Http;
import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Real faults: the report names each, recommends the right thing, and forgets it when it is repaired. Market has
 * three faults all the time: a venue where nobody listens, a limit for its disk that is exceeded, and what is tested.
 */
class DiagnoseIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    private static EmbeddedRedis redis;
    private static EmbeddedPostgres postgres;
    private static RunningService market;
    private static RunningService bridge;
    private static RunningService reconciliation;
    private static Launcher launcher;
    private static String operator;

    @BeforeAll
    static void start() throws IOException {
        Path home = Path.of(System.getProperty("ballast.root"), "deploy/verify/target/diagnose");
        operator = new Launcher(home, Map.of()).run("token", "--role", "operator");
        redis = EmbeddedRedis.start();
        postgres = EmbeddedPostgres.builder().start();
        String key = home.resolve("keys/public.pem").toString();
        market = RunningService.launch(
                Service.MARKET,
                settings(
                        key,
                        "ballast.health.sample-every=200ms",
                        "ballast.health.limits.disk-percent=0.001",
                        "ballast.market.venues.binance.enabled=true",
                        "ballast.market.venues.binance.ws-url=ws://127.0.0.1:" + EmbeddedRedis.freePort(),
                        "ballast.market.venues.binance.symbols=BTC-USDT",
                        "ballast.market.venues.binance.channels=trades"));
        bridge = RunningService.launch(
                Service.BRIDGE,
                settings(
                        key,
                        "ballast.bridge.routes.push.source.type=stream",
                        "ballast.bridge.routes.push.source.topics=market.trades",
                        "ballast.bridge.routes.push.sink.type=push"));
        reconciliation = RunningService.launch(
                Service.RECONCILIATION,
                settings(
                        key,
                        "ballast.database.host=127.0.0.1",
                        "ballast.database.port=" + postgres.getPort(),
                        "ballast.database.name=postgres",
                        "ballast.database.user=postgres",
                        "ballast.database.password=postgres",
                        "ballast.database.backoff-ceiling=500ms"));
        Stream.of(market, bridge, reconciliation).forEach(RunningService::awaitAlive);
        launcher = new Launcher(
                home,
                Map.of(
                        "BALLAST_LOCAL_RECONCILIATION_PORT", port(reconciliation),
                        "BALLAST_LOCAL_MARKET_PORT", port(market),
                        "BALLAST_LOCAL_BRIDGE_PORT", port(bridge)));
    }

    private static Map<String, String> settings(String key, String... more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("ballast.security.public-key", key);
        settings.put("ballast.redis.url", redis.url());
        settings.put("ballast.redis.backoff-ceiling", "500ms");
        for (String setting : more) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return settings;
    }

    private static String port(RunningService service) {
        return service.url().substring(service.url().lastIndexOf(':') + 1);
    }

    @AfterAll
    static void end() throws IOException {
        Stream.of(market, bridge, reconciliation).forEach(RunningService::close);
        redis.close();
        postgres.close();
    }

    private static JsonNode diagnosis(RunningService service) {
        Http.Answer answer = Http.get(service.url() + "/api/diagnostics", operator);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static void named(RunningService service, String problem, String component, String advice) {
        await().atMost(SOON).untilAsserted(() -> assertThat(diagnosis(service).path("findings"))
                .anySatisfy(finding -> {
                    assertThat(finding.path("problem").asText()).isEqualTo(problem);
                    assertThat(finding.path("component").asText()).isEqualTo(component);
                    assertThat(finding.path("recommendation").asText()).contains(advice);
                }));
    }

    private static void forgotten(RunningService service, String problem) {
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        diagnosis(service).path("findings").findValuesAsText("problem"))
                .doesNotContain(problem));
    }

    @Test
    void onlyOperatorsMayAsk() {
        String user = launcher.run("token", "--role", "user");
        for (String path : List.of("/health/detailed", "/api/diagnostics")) {
            assertThat(Http.get(bridge.url() + path, null).status()).isEqualTo(401);
            assertThat(Http.get(bridge.url() + path, user).status()).isEqualTo(403);
            assertThat(Http.get(bridge.url() + path, operator).status()).isEqualTo(200);
        }
    }

    @Test
    void detailedHealthHasEveryCheckWithItsLimit() {
        JsonNode metrics =
                Http.get(bridge.url() + "/health/detailed", operator).json().path("metrics");

        assertThat(metrics.fieldNames())
                .toIterable()
                .containsExactly(
                        "cpu",
                        "memory",
                        "disk",
                        "response_time_p50",
                        "response_time_p95",
                        "response_time_p99",
                        "error_rate");
        assertThat(metrics.path("cpu").path("threshold").asDouble()).isEqualTo(80);
        assertThat(metrics.path("response_time_p99").path("threshold").asDouble())
                .isEqualTo(1000);
        assertThat(metrics.path("disk").fieldNames())
                .toIterable()
                .contains("unit", "value", "threshold", "forecast", "anomaly_score", "status", "samples");
    }

    @Test
    void redisKilledIsNamedByAllAndLivenessDoesNotDependOnIt() throws IOException {
        redis.stop();
        try {
            for (RunningService service : List.of(market, bridge, reconciliation)) {
                named(service, "redis-not-running", "redis", "start Redis");
                assertThat(Http.status(service.url() + "/q/health/live")).isEqualTo(200);
                assertThat(Http.status(service.url() + "/q/health/started")).isEqualTo(200);
            }
            JsonNode report = new ObjectMapper().readTree(launcher.run("diagnose", "--json"));
            assertThat(report.path("healthy").asBoolean()).isFalse();
            assertThat(report.path("services")).hasSize(3).allSatisfy(service -> {
                assertThat(service.path("answers").asBoolean()).isTrue();
                assertThat(service.path("diagnosis").path("findings").findValuesAsText("problem"))
                        .contains("redis-not-running");
            });
        } finally {
            redis.restart();
        }
        forgotten(market, "redis-not-running");
        assertThat(launcher.run("diagnose")).contains("venue-away (venue-binance)", "do:");
    }

    @Test
    void redisFrozen() {
        redis.freeze();
        try {
            named(market, "redis-not-answering", "redis", "not the services");
        } finally {
            redis.thaw();
        }
        forgotten(market, "redis-not-answering");
    }

    @Test
    void redisWantsAPassword() {
        try (RedisAdmin admin = new RedisAdmin(redis.port())) {
            admin.run("CONFIG SET requirepass secret");
            admin.run("CLIENT KILL TYPE normal");
            try {
                named(market, "redis-credentials", "redis", "ballast.redis.url");
            } finally {
                admin.run("AUTH secret");
                admin.run("CONFIG SET requirepass \"\"");
            }
        }
        forgotten(market, "redis-credentials");
    }

    @Test
    void postgresKilled() throws IOException {
        int port = postgres.getPort();
        postgres.close();

        named(reconciliation, "postgres-not-running", "postgres-primary", "start PostgreSQL");
        assertThat(Http.status(reconciliation.url() + "/q/health/live")).isEqualTo(200);

        postgres = EmbeddedPostgres.builder().setPort(port).start();
        forgotten(reconciliation, "postgres-not-running");
    }

    @Test
    void venueDown() {
        named(market, "venue-away", "venue-binance", "cannot be reached");
        forgotten(bridge, "venue-away");
    }

    @Test
    void deadLettersGrow() {
        try (RedisAdmin admin = new RedisAdmin(redis.port())) {
            await().atMost(SOON).untilAsserted(() -> {
                admin.run("XADD ballast:stream:market.trades * nonsense 1");
                named(bridge, "dead-letters", "route-push", "XREVRANGE ballast:stream:dlq:push");
            });
        }
    }

    @Test
    void diskOverItsLimit() {
        named(market, "disk-threshold", "disk", "free space");
        forgotten(reconciliation, "disk-threshold");
    }
}
