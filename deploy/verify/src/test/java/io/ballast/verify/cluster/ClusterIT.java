// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.common.redis.cluster.HashSlot;
import io.ballast.common.testing.EmbeddedCluster;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.TestTokens;
import io.ballast.verify.client.Http;
import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two reconciliation processes and one of market data over three primaries and their replicas. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String EVENTS = "ballast:stream:reconciliation.events";
    private static final String OPERATOR = TestTokens.token("operator", UUID.randomUUID());

    private static EmbeddedCluster cluster;
    private static EmbeddedPostgres postgres;
    private static RunningService one;
    private static RunningService other;
    private static RunningService market;

    private final UUID user = UUID.randomUUID();
    private final String userToken = TestTokens.token("user", user);
    private int snapshots;

    @BeforeAll
    static void start() throws IOException {
        cluster = EmbeddedCluster.start(3);
        postgres = EmbeddedPostgres.builder().start();
        Map<String, String> settings = Map.of(
                "ballast.redis.url", cluster.url(),
                "ballast.redis.topology", "cluster",
                "ballast.redis.replica-reads", "true",
                "ballast.database.host", "127.0.0.1",
                "ballast.database.port", Integer.toString(postgres.getPort()),
                "ballast.database.name", "postgres",
                "ballast.database.user", "postgres",
                "ballast.database.password", "postgres");
        one = RunningService.launch(Service.RECONCILIATION, settings);
        other = RunningService.launch(Service.RECONCILIATION, settings);
        market = RunningService.launch(
                Service.MARKET, Map.of("ballast.redis.url", cluster.url(), "ballast.redis.topology", "cluster"));
        for (RunningService each : List.of(one, other, market)) {
            each.awaitAlive();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(redis(each).path("healthy").asBoolean())
                            .as("%s", each.log())
                            .isTrue());
        }
        for (RunningService each : List.of(one, other)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(Http.get(each.url() + "/api/cache/stats", OPERATOR)
                            .json()
                            .path("invalidations_heard")
                            .asBoolean())
                    .isTrue());
        }
    }

    @AfterAll
    static void end() throws IOException {
        for (RunningService each : List.of(one, other, market)) {
            each.close();
        }
        postgres.close();
        cluster.close();
    }

    private static JsonNode redis(RunningService service) {
        return Http.get(service.url() + "/health", null).json().path("redis_manager");
    }

    @Test
    @Order(1)
    void aSnapshotsEventsAreInTheStreamAndItsAnswersAreCachedAndForgottenEverywhere() {
        long before = streamed(holderOfEvents());
        snapshot(1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(streamed(holderOfEvents())).isGreaterThan(before));
        await().atMost(SOON).untilAsserted(() -> assertThat(positions(other).header("X-Cache"))
                .isEqualTo("hit"));
        String key = "positions:user:" + user + ":all";
        assertThat(cluster.primaryOf(HashSlot.of(key)).say("EXISTS " + key)).isEqualTo(":1");
        assertThat(open(other)).isEqualTo(1);

        snapshot(2);
        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(open(other)).isEqualTo(2));
    }

    @Test
    @Order(2)
    void whatAnOperatorDoesAtOneServiceTheOthersSee() {
        assertThat(Http.post(
                                market.url() + "/api/circuit-breaker/force-open?name=redis&reason=drill&ttl=PT3S",
                                OPERATOR,
                                "")
                        .status())
                .isEqualTo(200);
        EmbeddedRedis replica = cluster.replica(EmbeddedCluster.indexOf(HashSlot.of("ballast:stream:circuit.events")));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(Http.get(one.url() + "/api/circuit-breaker/history?name=redis", OPERATOR)
                            .body())
                    .contains("FORCED_OPEN");
            assertThat(replica.bulk("INFO commandstats")).as("who was asked").contains("cmdstat_xrevrange");
        });
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(redis(market).path("healthy").asBoolean()).isTrue());
    }

    @Test
    @Order(3)
    void aPrimaryThatIsKilledIsSucceededAndTheServicesGoOnWithoutARestart() {
        snapshot(1);
        int index = EmbeddedCluster.indexOf(HashSlot.of(EVENTS));
        EmbeddedRedis heir = cluster.replica(index);
        await().atMost(SOON).untilAsserted(() -> assertThat(offset(heir, "slave_repl_offset"))
                .isEqualTo(offset(holderOfEvents(), "master_repl_offset")));
        long before = streamed(holderOfEvents());
        long oldPid = one.pid();
        holderOfEvents().stop();

        snapshot(2); // answered while the node is away
        assertThat(open(one)).isEqualTo(2);

        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(streamed(heir))
                .isGreaterThan(before));
        await().atMost(SOON).untilAsserted(() -> assertThat(List.of(one, other, market))
                .allSatisfy(each ->
                        assertThat(redis(each).path("healthy").asBoolean()).isTrue()));
        assertThat(one.pid()).isEqualTo(oldPid);
    }

    private static EmbeddedRedis holderOfEvents() {
        return cluster.primaryOf(HashSlot.of(EVENTS));
    }

    private static long streamed(EmbeddedRedis node) {
        return Long.parseLong(node.say("XLEN " + EVENTS).substring(1));
    }

    private static String offset(EmbeddedRedis node, String name) {
        return node.bulk("INFO replication")
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1))
                .findFirst()
                .orElseThrow();
    }

    private Http.Answer positions(RunningService service) {
        Http.Answer answer = Http.get(service.url() + "/api/v1/positions/open", userToken);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private int open(RunningService service) {
        Http.Answer answer = Http.get(service.url() + "/positions/open?include=all", userToken);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("total_positions").asInt();
    }

    private void snapshot(int positions) {
        StringBuilder list = new StringBuilder();
        for (int ticket = 1; ticket <= positions; ticket++) {
            list.append(ticket == 1 ? "" : ",")
                    .append(
                            """
                    {"ticket": %d, "symbol": "EURUSD", "direction": "buy", "volume": 1, "entry_price": 1.1408,
                     "entry_time": "2026-01-05T09:00:00Z", "current_price": 1.14265}"""
                                    .formatted(ticket));
        }
        Http.Answer answer = Http.post(
                one.url() + "/api/v1/accounts/main/snapshots",
                TestTokens.token("agent", user),
                """
                {"snapshot_id": "s-%d", "taken_at": "%s", "complete": true, "mode": "hedging",
                 "account": {"balance": 10000, "equity": 10000, "margin_used": 100, "currency": "USD"},
                 "positions": [%s], "deals": []}"""
                        .formatted(++snapshots, Instant.now(), list));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }
}
