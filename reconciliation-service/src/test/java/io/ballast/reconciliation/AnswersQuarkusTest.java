// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation;

import static io.ballast.reconciliation.Trader.euro;
import static io.ballast.reconciliation.Trader.position;
import static io.ballast.reconciliation.Trader.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.ballast.common.cache.CacheKey;
import io.ballast.common.cache.TwoLevelCache;
import io.ballast.common.redis.RedisGateway;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.PostgresResource;
import io.ballast.common.testing.RedisResource;
import io.ballast.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(RedisResource.class)
@SuppressWarnings("NullAway.Init") // filled in by the test framework
class AnswersQuarkusTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Inject
    Pool pool;

    @Inject
    RedisGateway redis;

    @Inject
    TwoLevelCache cache;

    EmbeddedRedis server;

    private final Trader trader = new Trader();

    @BeforeEach
    void ready() {
        Trader.awaitReady();
        Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(redis.up())
                .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/api/v1"})
    void noDataIsZeroesAndEmptyLists(String base) {
        trader.get(base + "/reconciliation/status")
                .then()
                .statusCode(200)
                .body("user_id", equalTo(trader.user.toString()))
                .body("status", equalTo("idle"))
                .body("last_sync_at", nullValue())
                .body("total_syncs", equalTo(0))
                .body("open_positions_count", equalTo(0))
                .body("recent_events", equalTo(List.of()))
                .body("error_message", nullValue())
                .body("accounts", equalTo(List.of()));
        trader.get(base + "/positions/open")
                .then()
                .statusCode(200)
                .body("total_positions", equalTo(0))
                .body("total_unrealized_pnl", comparesEqualTo(BigDecimal.ZERO))
                .body("positions", equalTo(List.of()));
        trader.get(base + "/guards/status")
                .then()
                .statusCode(200)
                .body("system_status", equalTo("healthy"))
                .body("drawdown_guard.data_status", equalTo("no_data"))
                .body("drawdown_guard.current_equity", nullValue())
                .body("market_guard_alerts", equalTo(List.of()))
                .body("any_positions_should_close", equalTo(false));
    }

    @Test
    void aMatchedPositionIsHealthyAndWorthWhatItIs() {
        trader.push("trades", trade("t-1", 7, "EURUSD", "1", "1.1408"));
        trader.snapshot("s-1", "10185", euro(7));

        trader.get("/api/v1/reconciliation/status")
                .then()
                .body("status", equalTo("healthy"))
                .body("total_syncs", equalTo(1))
                .body("last_sync_at", notNullValue())
                .body("last_sync_duration_ms", notNullValue())
                .body("open_positions_count", equalTo(1))
                .body("matched_positions", equalTo(1))
                .body("recent_events[0].event_type", equalTo("position_matched"))
                .body("recent_events[0].metadata.mt5_ticket", equalTo(7));
        trader.get("/api/v1/positions/open")
                .then()
                .body("total_positions", equalTo(1))
                .body("total_unrealized_pnl", comparesEqualTo(new BigDecimal("185.00")))
                .body("total_unrealized_pnl_pct", comparesEqualTo(new BigDecimal("1.82")))
                .body("positions[0].ticket", equalTo(7))
                .body("positions[0].direction", equalTo("buy"))
                .body("positions[0].unrealized_pnl", comparesEqualTo(new BigDecimal("185.00")))
                .body("positions[0].status", equalTo("open"))
                .body("positions[0].matched_with_bot", equalTo(true))
                .body("positions[0].take_profit", nullValue());
    }

    @Test
    void divergentAndUnknownPositionsWarnAndAreShownOnRequest() {
        trader.push("trades", trade("t-1", 7, "EURUSD", "2", "1.1408"));
        trader.snapshot("s-1", "10000", euro(7), position(8, "XAUUSD", "0.1", "1950.50", "1955.75"));

        trader.get("/api/v1/reconciliation/status")
                .then()
                .body("status", equalTo("warning"))
                .body("divergences_detected", equalTo(1))
                .body("unmatched_open_count", equalTo(1))
                .body("open_positions_count", equalTo(0))
                .body("error_message", equalTo("1 divergence(s) detected - review positions"))
                .body("recent_events.event_type", containsInAnyOrder("divergence_detected", "position_synced"))
                .body("recent_events.divergence_reason", containsInAnyOrder("volume_mismatch", null));
        trader.get("/api/v1/positions/open").then().body("total_positions", equalTo(0));
        trader.get("/api/v1/positions/open?include=all")
                .then()
                .body("total_positions", equalTo(2))
                .body("positions.divergence_reason", equalTo(Arrays.asList("volume_mismatch", null)))
                .body("total_unrealized_pnl", comparesEqualTo(new BigDecimal("237.50")));
        trader.get("/api/v1/positions/open?include=all&symbol=xauusd")
                .then()
                .body("positions.symbol", equalTo(List.of("XAUUSD")))
                .body("total_unrealized_pnl", comparesEqualTo(new BigDecimal("52.50")));
    }

    @Test
    void aCriticalDrawdownCountsDownAndStays() {
        trader.snapshot("s-1", "8000");
        trader.get("/api/v1/guards/status")
                .then()
                .body("system_status", equalTo("warning"))
                .body("drawdown_guard.current_drawdown_pct", comparesEqualTo(new BigDecimal("20")))
                .body("drawdown_guard.alert_type", equalTo("critical"))
                .body("drawdown_guard.should_close_all", equalTo(true))
                .body("drawdown_guard.liquidation_at", notNullValue())
                .body("drawdown_guard.data_status", equalTo("fresh"))
                .body("any_positions_should_close", equalTo(true));
        trader.snapshot("s-2", "9900");
        trader.get("/api/v1/guards/status").then().body("drawdown_guard.alert_type", equalTo("critical"));
        trader.get("/api/v1/reconciliation/status")
                .then()
                .body("recent_events.event_type", equalTo(List.of("drawdown_alert")));
    }

    @Test
    void severalAccountsAddUpAndTheWorstGuards() {
        trader.push("a", "snapshots", Trader.snapshotBody("s-1", Instant.now(), "9500", euro(7)));
        trader.push("b", "snapshots", Trader.snapshotBody("s-1", Instant.now(), "8500", euro(7)));

        trader.get("/api/v1/positions/open?include=all")
                .then()
                .body("total_positions", equalTo(2))
                .body("total_unrealized_pnl", comparesEqualTo(new BigDecimal("370")))
                .body("accounts.total_positions", equalTo(List.of(1, 1)));
        trader.get("/api/v1/positions/open?include=all&account=b").then().body("total_positions", equalTo(1));
        trader.get("/api/v1/guards/status")
                .then()
                .body("drawdown_guard.alert_type", equalTo("warning"))
                .body("accounts.drawdown_guard.alert_type", equalTo(List.of("normal", "warning")));
        trader.get("/api/v1/reconciliation/status").then().body("accounts.account", equalTo(List.of("a", "b")));
    }

    @Test
    void answersAreCachedUnderTheContractsKeysAndForgottenOnChange() {
        String[][] cached = {
            {"/api/v1/reconciliation/status", "reconciliation:user:%s:status"},
            {"/api/v1/positions/open", "positions:user:%s:all"},
            {"/api/v1/positions/open?symbol=eurusd", "positions:user:%s:EURUSD"},
            {"/api/v1/guards/status", "guards:user:%s:status"},
        };
        for (String[] each : cached) {
            String first = trader.get(each[0])
                    .then()
                    .header("X-Cache", "miss")
                    .header("Cache-Control", startsWith("private, max-age="))
                    .extract()
                    .asString();
            String key = each[1].formatted(trader.user);
            assertThat(String.valueOf(command(Command.GET, key))).isEqualTo(first);
            assertThat(command(Command.PTTL, key).toLong()).isBetween(1L, 5000L);
            String again = trader.get(each[0])
                    .then()
                    .header("X-Cache", "hit")
                    .extract()
                    .asString();
            assertThat(again).isEqualTo(first);
        }
        trader.snapshot("s-1", "10000", euro(7));
        for (String[] each : cached) {
            trader.get(each[0]).then().header("X-Cache", "miss");
        }
    }

    @Test
    void withoutRedisEveryAnswerComesFromTheDatabase() {
        trader.snapshot("s-1", "9500", euro(7));
        server.stop();
        try {
            for (String path : List.of("/reconciliation/status", "/positions/open?include=all", "/guards/status")) {
                trader.get(path).then().statusCode(200).header("X-Cache", "miss");
            }
            trader.snapshot("s-2", "9500", euro(7), euro(8)).then().statusCode(202);
            trader.get("/positions/open?include=all").then().body("total_positions", equalTo(2));
        } finally {
            server.restart();
        }
    }

    @Test
    void whatACallerAlreadyHasIsNotSentAgain() {
        String tag = trader.get("/api/v1/guards/status").then().extract().header("ETag");
        cache.invalidate(CacheKey.ofUser("guards", trader.user, "status"))
                .await()
                .atMost(Duration.ofSeconds(5));
        trader.asUser()
                .header("If-None-Match", tag)
                .get("/api/v1/guards/status")
                .then()
                .statusCode(304)
                .header("X-Cache", "miss")
                .header("ETag", tag);
        trader.snapshot("s-1", "9999");
        trader.asUser()
                .header("If-None-Match", tag)
                .get("/api/v1/guards/status")
                .then()
                .statusCode(200);
    }

    @Test
    void aPositionIsItsOwnersAndHasATimeline() {
        trader.snapshot("s-1", "10000", euro(7));
        trader.push("trades", trade("t-1", 7, "EURUSD", "1", "1.1408"));
        trader.snapshot("s-2", "10000", euro(7));
        String id =
                trader.get("/api/v1/positions/open").then().extract().jsonPath().getString("positions[0].position_id");
        assertThat(UUID.fromString(id).version()).isEqualTo(5);

        trader.get("/api/v1/positions/{id}", id)
                .then()
                .statusCode(200)
                .body("ticket", equalTo(7))
                .body("timeline.event_type", equalTo(List.of("position_matched", "position_synced")));
        new Trader().get("/api/v1/positions/{id}", id).then().statusCode(404);
        trader.get("/api/v1/positions/{id}", "nonsense").then().statusCode(404);
    }

    @Test
    void eventsArePagedNewestFirst() {
        trader.snapshot("s-1", "10000", euro(1), euro(2), euro(3));
        var first = trader.get("/api/v1/reconciliation/events?limit=2")
                .then()
                .extract()
                .jsonPath();
        assertThat(first.getList("events.metadata.mt5_ticket")).isEqualTo(List.of(3, 2));
        trader.asUser()
                .queryParam("cursor", first.getString("next_cursor"))
                .get("/api/v1/reconciliation/events")
                .then()
                .body("events.metadata.mt5_ticket", equalTo(List.of(1)))
                .body("next_cursor", nullValue());
        trader.get("/api/v1/reconciliation/events?cursor=x")
                .then()
                .statusCode(400)
                .body("field", equalTo("cursor"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/reconciliation/status", "/positions/open", "/guards/status", "/api/v1/positions/open"})
    void queriesNeedAUsersToken(String path) {
        RestAssured.get(path).then().statusCode(401);
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("agent", trader.user))
                .get(path)
                .then()
                .statusCode(403);
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("operator", trader.user))
                .get(path)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"symbol=EUR:USD", "symbol=A B", "symbol=ABCDEFGHIJKLMNOPQRSTU", "include=none", "account=a/b"})
    void parametersThatWouldSpoilAKeyAreRefused(String query) {
        trader.get("/api/v1/positions/open?" + query)
                .then()
                .statusCode(400)
                .body("field", equalTo(query.substring(0, query.indexOf('='))));
    }

    @Test
    void theDatabaseIsToldToOperatorsAlone() {
        trader.get("/api/database/stats").then().statusCode(403);
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("operator", trader.user))
                .get("/api/database/stats")
                .then()
                .statusCode(200)
                .body("pools.primary.max_size", equalTo(20))
                .body("pools.primary.waiting", equalTo(0))
                .body("replication.configured", equalTo(false))
                .body("replication.reads_from", equalTo("primary"))
                .body("tables.table", hasItem("account_state"))
                .body("slowest_queries.status", equalTo("unavailable"));
    }

    @Test
    void noStatementStaysOnAServerConnectionThatAPoolerMayLendToOthers() {
        Integer kept = pool.withConnection(connection -> connection
                        .preparedQuery("SELECT relname FROM pg_class WHERE oid = $1")
                        .execute(Tuple.of(1L))
                        .chain(() -> connection
                                .query("SELECT count(*)::int FROM pg_prepared_statements")
                                .execute()))
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getInteger(0);
        assertThat(kept).isZero();
    }

    @Test
    void whatRunsDidCanBeMeasured() {
        trader.snapshot("s-1", "10000", euro(7));
        String metrics = RestAssured.get("/q/metrics").asString();
        assertThat(metrics)
                .contains("ballast_reconciliation_runs_total{result=\"accepted\"")
                .contains("ballast_reconciliation_run_seconds_count")
                .contains("ballast_reconciliation_last_activity_timestamp_seconds ")
                .contains("ballast_link_up{link=\"postgres-primary\"} 1.0");
        RestAssured.get("/health")
                .then()
                .body("database.connected", equalTo(true))
                .body("checks.status", everyItem(equalTo("healthy")));
    }

    private Response command(Command command, String key) {
        return redis.command(command, key).await().atMost(LIMIT);
    }
}
