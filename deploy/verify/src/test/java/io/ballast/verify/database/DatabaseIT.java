// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.FaultProxy;
import io.ballast.common.testing.PostgresServer;
import io.ballast.common.testing.ReplicatedPostgres;
import io.ballast.common.testing.TestTokens;
import io.ballast.verify.client.Http;
import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reconciliation service over two real servers, behind an address that can be made to lead elsewhere. */
class DatabaseIT {

    private final UUID user = UUID.randomUUID();
    private EmbeddedRedis redis;
    private ReplicatedPostgres postgres;
    private FaultProxy address;
    private RunningService service;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start();
        postgres = ReplicatedPostgres.start();
        postgres.primary().ask("CREATE EXTENSION pg_stat_statements");
        address = FaultProxy.to(postgres.primary().port());
        service = RunningService.start(Service.RECONCILIATION, settings("2s"));
        awaitBothServers(service);
    }

    private Map<String, String> settings(String maxLag) {
        return Map.of(
                "ballast.redis.url",
                redis.url(),
                "ballast.database.host",
                "127.0.0.1",
                "ballast.database.port",
                Integer.toString(address.port()),
                "ballast.database.name",
                "postgres",
                "ballast.database.user",
                "postgres",
                "ballast.database.password",
                "postgres",
                "ballast.database.replica.hosts",
                "127.0.0.1:" + postgres.standby().port(),
                "ballast.database.replica.max-lag",
                maxLag);
    }

    private static void awaitBothServers(RunningService of) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(database(of).path("connected").asBoolean()).isTrue();
            assertThat(database(of).path("reads_from").asText()).isEqualTo("replica");
        });
    }

    @AfterEach
    void stop() {
        service.close();
        address.close();
        postgres.close();
        redis.close();
    }

    @Test
    void readsAreTheReplicasExceptForThoseWhoseWritesItHasNotReplayed() {
        assertThat(events(UUID.randomUUID())).isZero();
        assertThat(logQueries(postgres.standby())).isEqualTo(1);
        assertThat(logQueries(postgres.primary())).isZero();

        postgres.pauseReplay();
        assertThat(push(user, 7).status()).isEqualTo(202);
        assertThat(events(user)).isEqualTo(1);
        assertThat(status(user).header("X-Cache")).isEqualTo("miss");
        assertThat(status(user).json().path("total_syncs").asInt()).isEqualTo(1);
        assertThat(logQueries(postgres.standby())).isEqualTo(1);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> { // over its limit: everybody reads the primary
                            assertThat(database().path("reads_from").asText()).isEqualTo("primary");
                            assertThat(database()
                                            .path("replica")
                                            .path("lag_seconds")
                                            .asDouble())
                                    .isGreaterThan(2);
                        });
        postgres.resumeReplay();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(database().path("reads_from").asText()).isEqualTo("replica"));
        assertThat(events(user)).isEqualTo(1);

        postgres.standby().kill();
        for (int i = 0; i < 10; i++) {
            assertThat(events(user)).isEqualTo(1);
        }
        assertThat(Http.get(service.url() + "/health", null)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("degraded");
        assertThat(Http.status(service.url() + "/q/health/ready")).isEqualTo(200);
    }

    @Test
    void withoutThePrimaryReadsGoOnAndWritesSay503UntilAnotherIsPromoted() {
        assertThat(push(user, 7).status()).isEqualTo(202);
        await().untilAsserted(() -> assertThat(postgres.standby().ask("SELECT count(*) FROM reconciliation_logs"))
                .isEqualTo("1"));
        long pid = service.pid();

        postgres.primary().kill();

        for (int i = 0; i < 10; i++) {
            Http.Answer refused = push(user, 8);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("2");
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(events(user)).isEqualTo(1);
        }
        assertThat(status(user).status()).isEqualTo(200);
        assertThat(Instant.parse(status(user).header("X-Data-As-Of"))).isBefore(Instant.now());
        JsonNode breakers = breakers();
        assertThat(breakers.path("postgres-primary").asText()).isEqualTo("OPEN");
        assertThat(breakers.path("postgres-replica").asText()).isEqualTo("CLOSED");

        postgres.promote();
        address.retarget(postgres.standby().port());
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(push(user, 9).status()).isEqualTo(202));

        assertThat(service.pid()).isEqualTo(pid);
        assertThat(events(user)).isGreaterThan(1);
        assertThat(breakers().path("postgres-primary").asText()).isEqualTo("CLOSED");
    }

    @Test
    void whatOneInstanceWroteNoOtherReadsFromAReplicaThatHasNotReplayedIt() {
        try (RunningService other = RunningService.start(Service.RECONCILIATION, settings("60s"))) {
            awaitBothServers(other);
            postgres.pauseReplay();

            assertThat(push(user, 7).status()).isEqualTo(202);

            assertThat(status(other, user).json().path("total_syncs").asInt()).isEqualTo(1); // by Redis, at once
            await().atMost(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertThat(events(other, user)).isEqualTo(1)); // by the invalidation
            int before = logQueries(postgres.standby());
            assertThat(events(other, UUID.randomUUID())).isZero();
            assertThat(logQueries(postgres.standby())).isEqualTo(before + 1);
        }
    }

    private Http.Answer push(UUID of, long ticket) {
        String body =
                """
                {"snapshot_id": "s-%s", "taken_at": "%s", "complete": true, "mode": "hedging",
                 "account": {"balance": 10000, "equity": 10000, "margin_used": 0, "currency": "USD"},
                 "positions": [{"ticket": %d, "symbol": "EURUSD", "direction": "buy", "volume": 1,
                   "entry_price": 1.1408, "entry_time": "2026-01-05T09:00:00Z", "current_price": 1.1408}],
                 "deals": []}"""
                        .formatted(UUID.randomUUID(), Instant.now(), ticket);
        return Http.post(service.url() + "/api/v1/accounts/main/snapshots", TestTokens.token("agent", of), body);
    }

    private int events(UUID of) {
        return events(service, of);
    }

    private static int events(RunningService at, UUID of) {
        Http.Answer page = Http.get(at.url() + "/api/v1/reconciliation/events", TestTokens.token("user", of));
        assertThat(page.status()).isEqualTo(200);
        return page.json().path("events").size();
    }

    private Http.Answer status(UUID of) {
        return status(service, of);
    }

    private static Http.Answer status(RunningService at, UUID of) {
        return Http.get(at.url() + "/api/v1/reconciliation/status", TestTokens.token("user", of));
    }

    private JsonNode database() {
        return database(service);
    }

    private static JsonNode database(RunningService of) {
        return Http.get(of.url() + "/health", null).json().path("database");
    }

    private JsonNode breakers() {
        String operator = TestTokens.token("operator", UUID.randomUUID());
        var states = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        Http.get(service.url() + "/api/circuit-breaker/status", operator)
                .json()
                .path("circuit_breakers")
                .forEach(breaker -> states.put(
                        breaker.path("name").asText(), breaker.path("state").asText()));
        return states;
    }

    /** How often the service read the log on that server. */
    private static int logQueries(PostgresServer server) {
        return Integer.parseInt(String.valueOf(server.ask("SELECT coalesce(sum(calls), 0) FROM pg_stat_statements"
                + " WHERE query ILIKE 'select%from reconciliation_logs%'")));
    }
}
