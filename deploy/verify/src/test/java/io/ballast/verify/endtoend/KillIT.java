// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.endtoend;

import static io.ballast.verify.client.Http.BRIDGE;
import static io.ballast.verify.client.Http.MARKET;
import static io.ballast.verify.client.Http.RECONCILIATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.verify.client.Http;
import io.ballast.verify.client.Ports;
import io.ballast.verify.client.PushClient;
import io.ballast.verify.client.RedisStreams;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker's snapshot and a bot's trade over HTTP, and what becomes of them while processes are killed. */
class KillIT {

    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final List<String> SERVICES = List.of("reconciliation", "market", "bridge");
    private static final String STATUS = RECONCILIATION + "/api/v1/reconciliation/status";

    private static LocalSuite suite;
    private static String operator;

    @BeforeAll
    static void up() {
        suite = new LocalSuite("simulated").up();
        operator = suite.token("operator", UUID.randomUUID());
    }

    @AfterAll
    static void down() {
        suite.close();
        for (int port : LocalSuite.PORTS) {
            assertThat(Ports.open(port)).as("port %d after down", port).isFalse();
        }
    }

    /** A user with the book of {@link Book}, pushed and accepted. */
    private static UUID userWithBook() {
        UUID user = UUID.randomUUID();
        push(user);
        return user;
    }

    private static void push(UUID user) {
        String agent = suite.token("agent", user);
        String account = RECONCILIATION + "/api/v1/accounts/" + Book.ACCOUNT;
        Http.Answer trade = Http.post(account + "/trades", agent, Book.trade());
        assertThat(trade.status()).as(trade.body()).isBetween(200, 202);
        Http.Answer snapshot = Http.post(account + "/snapshots", agent, Book.snapshot("1.14265"));
        assertThat(snapshot.status()).as(snapshot.body()).isEqualTo(202);
        assertThat(snapshot.json().path("result").asText()).as(snapshot.body()).isEqualTo("accepted");
    }

    @Test
    void aMatchedPositionIsAnsweredByTheThreeQueriesAndStandsInTheDatabase() {
        UUID user = userWithBook();
        String token = suite.token("user", user);

        JsonNode status = Http.get(STATUS, token).json();
        assertThat(status.path("user_id").asText()).isEqualTo(user.toString());
        assertThat(status.path("status").asText()).isEqualTo("healthy");
        assertThat(status.path("total_syncs").asInt()).isEqualTo(1);
        assertThat(status.path("matched_positions").asInt()).isEqualTo(1);

        JsonNode positions = Http.get(RECONCILIATION + "/positions/open?symbol=eurusd", token)
                .json();
        assertThat(positions.path("total_positions").asInt()).isEqualTo(1);
        assertThat(positions.path("positions").path(0).path("ticket").asLong()).isEqualTo(4711);
        assertThat(positions.path("positions").path(0).path("matched_with_bot").asBoolean())
                .isTrue();

        JsonNode guards = Http.get(RECONCILIATION + "/guards/status", token).json();
        assertThat(guards.path("drawdown_guard").path("alert_type").asText()).isEqualTo("normal");

        try (Rows rows = new Rows(suite)) {
            assertThat(rows.count("select count(*) from reconciliation_logs where user_id = ? and matched = 1", user))
                    .isEqualTo(1);
        }
    }

    @Test
    void theSecondAnswerComesFromTheCacheUnderTheContractsKey() {
        UUID user = userWithBook();
        String token = suite.token("user", user);

        Http.Answer first = Http.get(STATUS, token);
        Http.Answer second = Http.get(STATUS, token);

        assertThat(first.header("X-Cache")).isEqualTo("miss");
        assertThat(second.header("X-Cache")).isEqualTo("hit");
        assertThat(second.body()).isEqualTo(first.body());
        try (RedisStreams redis = new RedisStreams(16379)) {
            assertThat(redis.exists("reconciliation:user:" + user + ":status")).isTrue();
        }
    }

    @Test
    void theSimulatorsFeedAllThreeServicesAtOnce() {
        await().atMost(RECOVERY).untilAsserted(KillIT::everythingWorks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "postgres", "reconciliation", "market", "bridge", "venues", "broker"})
    void aKilledProcessComesBackWithItsDataAndTheOthersLiveOn(String victim) {
        UUID before = userWithBook();
        List<Long> pids =
                SERVICES.stream().filter(s -> !s.equals(victim)).map(suite::pid).toList();

        suite.kill(victim);
        suite.kill(victim); // nothing left to do is no error
        livingServicesStayAlive(victim);
        suite.start(victim);
        suite.start(victim);

        await().atMost(RECOVERY).untilAsserted(() -> {
            everythingWorks();
            JsonNode status = Http.get(STATUS, suite.token("user", before)).json();
            assertThat(status.path("matched_positions").asInt()).isEqualTo(1);
        });
        await().atMost(RECOVERY).untilAsserted(() -> push(UUID.randomUUID()));
        assertThat(SERVICES.stream().filter(s -> !s.equals(victim)).map(suite::pid))
                .as("nothing was restarted")
                .isEqualTo(pids);
        try (Rows rows = new Rows(suite)) {
            assertThat(rows.count("select count(*) from reconciliation_logs where user_id = ?", before))
                    .isPositive();
        }
    }

    private static void livingServicesStayAlive(String victim) {
        List<String> bases = List.of(RECONCILIATION, MARKET, BRIDGE);
        for (int i = 0; i < SERVICES.size(); i++) {
            if (!SERVICES.get(i).equals(victim)) {
                String base = bases.get(i);
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() ->
                                assertThat(Http.status(base + "/q/health/live")).isEqualTo(200));
            }
        }
    }

    /** Live market data reaches a push client that connects now, and the three services say they are healthy. */
    private static void everythingWorks() {
        for (String base : List.of(RECONCILIATION, MARKET, BRIDGE)) {
            assertThat(Http.get(base + "/health", null).json().path("status").asText())
                    .as(base)
                    .isEqualTo("healthy");
        }
        try (PushClient client = PushClient.webSocket(BRIDGE, "topics=market.quotes,market.trades", operator)) {
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(client.events()).isNotEmpty());
        }
    }
}
