// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.observability.MeterCatalogue;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.verify.client.Http;
import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Ten real faults: the report names each, recommends the right thing, and forgets it when it is repaired. Market has
 * three faults all the time: a venue where nobody listens, a limit for its disk that is exceeded, and what is tested.
 */
class DiagnoseIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    private static final Path HOME = Path.of(System.getProperty("ballast.root"), "deploy/verify/target/diagnose");

    private static EmbeddedRedis redis;
    private static EmbeddedPostgres postgres;
    private static RunningService market;
    private static RunningService bridge;
    private static RunningService reconciliation;
    private static Launcher launcher;
    private static String operator;

    @BeforeAll
    static void start() throws IOException {
        operator = new Launcher(HOME, Map.of()).run("token", "--role", "operator");
        redis = EmbeddedRedis.start();
        postgres = EmbeddedPostgres.builder().start();
        String key = HOME.resolve("keys/public.pem").toString();
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
                HOME,
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

    /** A ticket is a write: several that fail in a row open the breaker in front of Redis. */
    private static void writesFail() {
        await().atMost(SOON).untilAsserted(() -> assertThat(breaker("redis")).isEqualTo("OPEN"));
    }

    private static String breaker(String name) {
        Http.post(market.url() + "/api/v1/tickets", operator, "{}");
        return Http.get(market.url() + "/api/circuit-breaker/status?name=" + name, operator)
                .json()
                .path("circuit_breaker")
                .path("state")
                .asText();
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
    void redisOutOfMemory() {
        try (RedisAdmin admin = new RedisAdmin(redis.port())) {
            admin.run("CONFIG SET maxmemory 1");
            try {
                writesFail();
                named(market, "redis-out-of-memory", "redis", "maxmemory");
            } finally {
                admin.run("CONFIG SET maxmemory 0");
            }
        }
        forgotten(market, "redis-out-of-memory");
    }

    @Test
    void redisIsAReplica() {
        try (RedisAdmin admin = new RedisAdmin(redis.port())) {
            admin.run("REPLICAOF 127.0.0.1 " + EmbeddedRedis.freePort());
            try {
                writesFail();
                named(market, "redis-read-only", "redis", "REPLICAOF NO ONE");
            } finally {
                admin.run("REPLICAOF NO ONE");
            }
        }
        forgotten(market, "redis-read-only");
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

    @Test
    void breakerForcedOpenByAnOperatorAndItsLogLineIsJsonWithTheCallersTrace() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String call = bridge.url() + "/api/circuit-breaker/";

        HttpRequest forced = HttpRequest.newBuilder(URI.create(call + "force-open?name=route-push&reason=maintenance"))
                .header("Authorization", "Bearer " + operator)
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            assertThat(client.send(forced, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }

        named(bridge, "breaker-forced-open", "route-push", "reset?name=route-push&override=true");
        assertThat(Http.post(call + "reset?name=route-push&override=true&reason=done", operator, "")
                        .status())
                .isEqualTo(200);
        forgotten(bridge, "breaker-forced-open");
        assertThat(diagnosis(bridge).path("history").findValuesAsText("to")).contains("FORCED_OPEN", "CLOSED");
        ObjectMapper json = new ObjectMapper();
        assertThat(bridge.log().lines())
                .allSatisfy(line -> assertThat(json.readTree(line).isObject()).isTrue());
        assertThat(bridge.log().lines().filter(line -> line.contains(trace)))
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(json.readTree(line).path("traceId").asText()).isEqualTo(trace);
                    assertThat(json.readTree(line).path("message").asText()).isNotBlank();
                });
    }

    @Test
    void everyMeterOfOursIsInTheReferenceWithItsLabels() {
        Map<String, Set<String>> listed = new HashMap<>();
        MeterCatalogue.entries()
                .forEach(entry -> listed.put(
                        entry.name(),
                        entry.labels().stream().map(MeterCatalogue.Label::name).collect(Collectors.toSet())));
        for (RunningService service : List.of(market, bridge, reconciliation)) {
            List<Series> ours = series(service).stream()
                    .filter(s -> s.name().startsWith("ballast_"))
                    .toList();
            assertThat(ours).hasSizeGreaterThan(30).allSatisfy(found -> {
                String name = found.name().replaceFirst("_seconds_(count|sum)$", "_seconds");
                assertThat(listed).containsKey(name);
                assertThat(listed.get(name)).containsAll(found.labels());
            });
        }
    }

    /** A label with users or symbols would add a hundred series; the JVM's own may add a few at any time. */
    @Test
    void noLabelGrowsWithUsersOrSymbols() {
        askAsManyUsersForManySymbols(0);
        long before = seriesOfBoth();

        askAsManyUsersForManySymbols(1);

        assertThat(seriesOfBoth()).isLessThan(before + 50);
        assertThat(Http.get(market.url() + "/q/metrics", null).body()).doesNotContain("SYM1X");
        assertThat(Http.get(reconciliation.url() + "/q/metrics", null).body()).doesNotContain("SYM1X");
    }

    private static long seriesOfBoth() {
        return series(market).size() + (long) series(reconciliation).size();
    }

    private static void askAsManyUsersForManySymbols(int round) {
        for (int i = 0; i < 100; i++) {
            String token = launcher.userToken(UUID.randomUUID());
            String symbol = "SYM" + round + "X" + i;
            Http.get(reconciliation.url() + "/api/v1/reconciliation/status", token);
            Http.get(reconciliation.url() + "/positions/open?symbol=" + symbol, token);
            Http.get(market.url() + "/api/v1/market/" + symbol + "-USDT/book?depth=1", token);
            Http.get(market.url() + "/no/such/path/" + symbol, token);
        }
    }

    /** One time series of a scrape. */
    private record Series(String name, Set<String> labels) {}

    private static List<Series> series(RunningService service) {
        return Http.get(service.url() + "/q/metrics", null)
                .body()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> new Series(
                        line.split("[{ ]", 2)[0],
                        Pattern.compile("([a-z_]+)=\"")
                                .matcher(line)
                                .results()
                                .map(label -> label.group(1))
                                .collect(Collectors.toSet())))
                .toList();
    }
}
