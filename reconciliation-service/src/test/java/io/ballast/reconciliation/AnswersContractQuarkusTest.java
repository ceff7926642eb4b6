// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation;

import static io.ballast.reconciliation.Trader.euro;
import static io.ballast.reconciliation.Trader.position;
import static io.ballast.reconciliation.Trader.snapshotBody;
import static io.ballast.reconciliation.Trader.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import io.ballast.common.testing.PostgresResource;
import io.ballast.common.testing.RedisResource;
import io.ballast.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract's Access, status, positions and guards, row by row, where no other test has the row. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(RedisResource.class)
@SuppressWarnings("NullAway.Init") // filled in by the test framework
class AnswersContractQuarkusTest {

    private static final String STATUS = "/api/v1/reconciliation/status";
    private static final String OPEN = "/api/v1/positions/open";
    private static final String GUARDS = "/api/v1/guards/status";

    @Inject
    Pool pool;

    private final Trader trader = new Trader();

    @BeforeEach
    void ready() {
        Trader.awaitReady();
    }

    @Test
    void anotherUsersDataIsNobodysBusiness() {
        trader.push("trades", trade("t-1", 7, "EURUSD", "1", "1.1408"));
        trader.snapshot("s-1", "8000", euro(7), euro(8));
        String id = trader.get(OPEN).jsonPath().getString("positions[0].position_id");
        Trader stranger = new Trader();
        for (String narrowed : List.of("", "?account=main", "?user=" + trader.user, "?user_id=" + trader.user)) {
            stranger.get(STATUS + narrowed)
                    .then()
                    .statusCode(200)
                    .body("total_syncs", equalTo(0))
                    .body("recent_events", equalTo(List.of()))
                    .body("accounts", equalTo(List.of()));
            stranger.get(OPEN + narrowed).then().body("positions", equalTo(List.of()));
            stranger.get(GUARDS + narrowed).then().body("drawdown_guard.current_equity", nullValue());
            stranger.get("/api/v1/accounts" + narrowed).then().body("accounts", equalTo(List.of()));
            stranger.get("/api/v1/reconciliation/events" + narrowed).then().body("events", equalTo(List.of()));
        }
        stranger.get("/api/v1/positions/{id}", id).then().statusCode(404).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                STATUS,
                OPEN,
                GUARDS,
                "/api/v1/accounts",
                "/api/v1/reconciliation/events",
                "/api/v1/positions/00000000-0000-5000-8000-000000000000"
            })
    void everyQueryWantsAUsersToken(String path) {
        RestAssured.get(path).then().statusCode(401);
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("agent", trader.user))
                .get(path)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void theBarePathsAnswerTheSame() {
        trader.snapshot("s-1", "10000", euro(7));
        for (String path : List.of(STATUS, OPEN, GUARDS, OPEN + "?include=all&symbol=eurusd&account=main")) {
            assertThat(trader.get(path.substring("/api/v1".length())).asString())
                    .isEqualTo(trader.get(path).asString());
        }
    }

    @Test
    void totalSyncsAreAcceptedRunsAndTheNewestEventsAreFiveTiesById() {
        trader.snapshot(
                "s-1",
                "10000",
                LongStream.rangeClosed(1, 7).mapToObj(Trader::euro).toArray(String[]::new));
        trader.push("snapshots", snapshotBody("old", Instant.now().minusSeconds(60), "1"));
        trader.push("snapshots", snapshotBody("bad", Instant.now(), "1").replace("true", "false"));
        trader.snapshot(
                "s-2",
                "10000",
                LongStream.rangeClosed(1, 7).mapToObj(Trader::euro).toArray(String[]::new));
        JsonPath status = trader.get(STATUS).jsonPath();
        assertThat(status.getInt("total_syncs")).isEqualTo(2);
        List<String> ids = status.getList("recent_events.event_id", String.class);
        assertThat(ids).hasSize(5).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(status.getList("recent_events.created_at"))
                .doesNotContainNull()
                .hasSize(5);
        assertThat(status.getList("recent_events.metadata.mt5_ticket")).isEqualTo(List.of(7, 6, 5, 4, 3));
    }

    @Test
    void theFieldsAreThoseOfTheContract() {
        trader.push("trades", trade("t-1", 7, "EURUSD", "1", "1.1408"));
        trader.snapshot("s-1", "10000", euro(7));
        JsonPath status = trader.get(STATUS).jsonPath();
        assertThat(keys(status, ""))
                .containsExactlyInAnyOrder(
                        "user_id,status,last_sync_at,total_syncs,last_sync_duration_ms,open_positions_count,matched_positions,divergences_detected,unmatched_open_count,recent_events,error_message,accounts"
                                .split(","));
        assertThat(keys(status, "recent_events[0]"))
                .containsExactlyInAnyOrder(
                        "event_id,event_type,user_id,created_at,divergence_reason,description,metadata".split(","));
        assertThat(keys(status, "recent_events[0].metadata"))
                .containsExactlyInAnyOrder("symbol,mt5_ticket,matched,pnl_gbp,code".split(","));
        JsonPath open = trader.get(OPEN).jsonPath();
        assertThat(keys(open, ""))
                .contains(
                        "user_id,total_positions,total_unrealized_pnl,total_unrealized_pnl_pct,positions,accounts,last_updated_at"
                                .split(","));
        assertThat(keys(open, "positions[0]"))
                .contains(
                        "position_id,ticket,symbol,direction,volume,entry_price,entry_time,current_price,unrealized_pnl,unrealized_pnl_pct,take_profit,stop_loss,status,matched_with_bot,last_updated_at"
                                .split(","));
        JsonPath guards = trader.get(GUARDS).jsonPath();
        assertThat(keys(guards, ""))
                .contains(
                        "user_id,system_status,drawdown_guard,market_guard_alerts,any_positions_should_close,last_evaluated_at,accounts"
                                .split(","));
        assertThat(keys(guards, "drawdown_guard"))
                .containsExactlyInAnyOrder(
                        "current_equity,peak_equity,current_drawdown_pct,alert_type,alert_threshold_pct,should_close_all,time_to_liquidation_seconds,liquidation_at,estimated_seconds_to_threshold,data_status,last_checked_at"
                                .split(","));
        assertThat(open.getInt("total_positions")).isEqualTo(status.getInt("open_positions_count"));
    }

    @Test
    void silenceOfThirtySecondsWarnsWhilePositionsAreOpen() {
        trader.push("trades", trade("t-1", 7, "EURUSD", "1", "1.1408"));
        trader.snapshot("s-1", "10000", euro(7));
        trader.get(STATUS).then().body("status", equalTo("healthy"));
        pool.preparedQuery("UPDATE account_state SET last_sync_at = last_sync_at - interval '31 s' WHERE user_id = $1")
                .execute(Tuple.of(trader.user))
                .await()
                .atMost(Duration.ofSeconds(10));
        trader.get(STATUS + "?account=main").then().body("status", equalTo("warning"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.00, 0.50",
        "1.5, 0.02, 1.50",
        "2.5, 0.02, 2.50",
        "0.005, 0.00, 0.00",
        "0.015, 0.00, 0.02",
        "-2.5, -0.02, -2.50"
    })
    void halfCentsGoToTheEvenOneAtTheEdgeAlone(String profit, BigDecimal percent, BigDecimal money) {
        trader.snapshot(
                "s-1", "10000", euro(7).replace("\"current_price\"", "\"profit\": " + profit + ", \"current_price\""));
        trader.get(OPEN + "?include=all")
                .then()
                .body("positions[0].unrealized_pnl_pct", equalTo(percent))
                .body("positions[0].unrealized_pnl", equalTo(money))
                .body("total_unrealized_pnl_pct", equalTo(percent));
    }

    @Test
    void totalsAddExactAmountsAndAreRoundedOnce() {
        String tiny = "\"profit\": 0.004, \"current_price\"";
        trader.snapshot(
                "s-1", "10000", euro(7).replace("\"current_price\"", tiny), euro(8).replace("\"current_price\"", tiny));
        trader.get(OPEN + "?include=all")
                .then()
                .body("positions.unrealized_pnl", everyItem(comparesEqualTo(BigDecimal.ZERO)))
                .body("total_unrealized_pnl", equalTo(new BigDecimal("0.01")));
    }

    @Test
    void totalsAreInTheBaseCurrencyAndOthersAreShownApart() {
        trader.push("a", "snapshots", snapshotBody("s-1", Instant.now(), "10000", euro(7)));
        trader.push(
                "b",
                "snapshots",
                snapshotBody("s-1", Instant.now(), "10000", euro(7)).replace("USD\"}", "GBP\"}"));
        trader.get(OPEN + "?include=all")
                .then()
                .body("total_positions", equalTo(2))
                .body("currency", equalTo("USD"))
                .body("total_unrealized_pnl", comparesEqualTo(new BigDecimal("185")))
                .body("accounts.in_totals", equalTo(List.of(true, false)))
                .body("positions[1].unrealized_pnl", nullValue())
                .body("positions[1].pnl_code", equalTo("rate_unknown"));
    }

    @ParameterizedTest
    @CsvSource({
        "9500, 5.00, normal, false",
        "8500, 15.00, warning, false",
        "8000, 20.00, critical, true",
        "99.99, 99.00, critical, true",
        "-250, 102.50, critical, true",
    })
    void drawdownVectorsAtAPeakOfTenThousand(String equity, BigDecimal fallen, String level, boolean close) {
        trader.snapshot("s-1", equity);
        trader.get(GUARDS)
                .then()
                .statusCode(200)
                .body("drawdown_guard.peak_equity", comparesEqualTo(new BigDecimal("10000")))
                .body("drawdown_guard.current_drawdown_pct", equalTo(fallen))
                .body("drawdown_guard.alert_type", equalTo(level))
                .body("drawdown_guard.should_close_all", equalTo(close))
                .body("any_positions_should_close", equalTo(close));
        trader.get(OPEN).then().statusCode(200).body("total_unrealized_pnl_pct", comparesEqualTo(BigDecimal.ZERO));
    }

    @Test
    void theTagIsThatOfTheContentAndKnownTagsAreA304() {
        trader.snapshot("s-1", "10000", euro(7));
        Response first = trader.get(OPEN + "?include=all");
        trader.snapshot("s-2", "10000", euro(7));
        Response second = trader.get(OPEN + "?include=all");
        assertThat(second.jsonPath().getString("last_updated_at"))
                .isNotEqualTo(first.jsonPath().getString("last_updated_at"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        String tag = first.header("ETag");
        for (String known : List.of(tag, "*", "\"other\", " + tag)) {
            Response not = trader.asUser().header("If-None-Match", known).get(OPEN + "?include=all");
            assertThat(not.statusCode()).as(known).isEqualTo(304);
            assertThat(not.asByteArray()).isEmpty();
            assertThat(not.header("ETag")).isEqualTo(tag);
            assertThat(maxAge(not)).isBetween(0, 5);
        }
        trader.snapshot("s-3", "10000", position(7, "EURUSD", "1", "1.1408", "1.15"));
        trader.asUser()
                .header("If-None-Match", tag)
                .get(OPEN + "?include=all")
                .then()
                .statusCode(200);
    }

    @Test
    void nobodyMayKeepAnAnswerLongerThanItLives() {
        Response miss = trader.get(STATUS);
        assertThat(maxAge(miss)).isBetween(3, 5);
        assertThat(maxAge(trader.get(STATUS))).isLessThanOrEqualTo(maxAge(miss));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "EUR USD",
                "EURUSD\n",
                "EURUSD\r\nX: y",
                "EURUSD:all",
                "EUR\u0000USD",
                "{EURUSD}",
                "../EURUSD",
                "' OR 1=1--",
                "EURUSD;DROP",
                "ABCDEFGHIJKLMNOPQRSTU",
                "\u20acUSD",
                "stra\u00dfe",
                "f\u0131n",
                "\u017ftop",
                "\uff25\uff35\uff32"
            })
    void aSymbolThatIsNoneIsRefusedAndNamed(String symbol) {
        for (String path : List.of(OPEN, "/positions/open", "/api/v1/reconciliation/events")) {
            trader.asUser()
                    .queryParam("symbol", symbol)
                    .get(path)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("field", equalTo("symbol"))
                    .body("detail", containsString("symbol"));
        }
    }

    @Test
    void symbolsAreUpperCasedAndMayHoldWhatBrokersWrite() {
        trader.snapshot("s-1", "10000", position(7, "us30.cash-x_#1", "1", "1", "1"));
        trader.asUser()
                .queryParam("symbol", "Us30.Cash-x_#1")
                .queryParam("include", "all")
                .get(OPEN)
                .then()
                .body("positions.symbol", equalTo(List.of("US30.CASH-X_#1")));
    }

    private static Set<String> keys(JsonPath json, String path) {
        Map<String, Object> object = json.getMap(path.isEmpty() ? "$" : path);
        return object.keySet();
    }

    private static int maxAge(Response response) {
        String header = response.header("Cache-Control");
        assertThat(header).startsWith("private, max-age=");
        return Integer.parseInt(header.substring("private, max-age=".length()));
    }
}
