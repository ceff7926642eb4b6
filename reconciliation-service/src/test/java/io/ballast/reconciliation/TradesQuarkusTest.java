// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.PostgresResource;
import io.ballast.common.testing.RedisResource;
import io.ballast.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(RedisResource.class)
@SuppressWarnings("NullAway.Init") // filled in by the test framework
class TradesQuarkusTest {

    EmbeddedRedis server;

    private final Trader trader = new Trader();

    @BeforeEach
    void ready() {
        Trader.awaitReady();
    }

    @Test
    void noTradesAreZeroesAndNulls() {
        trader.get("/api/v1/trades")
                .then()
                .statusCode(200)
                .body("user_id", equalTo(trader.user.toString()))
                .body("trades", equalTo(List.of()))
                .body("next_cursor", nullValue());
        trader.get("/api/v1/trades/stats?mode=LIVE&hours=24")
                .then()
                .statusCode(200)
                .body("mode", equalTo("LIVE"))
                .body("hours", equalTo(24))
                .body("count", equalTo(0))
                .body("closed", equalTo(0))
                .body("sum_pnl", nullValue())
                .body("avg_pnl", nullValue())
                .body("win_rate", nullValue())
                .body("wins", equalTo(0))
                .body("losses", equalTo(0))
                .body("largest_win", nullValue())
                .body("largest_loss", nullValue())
                .body("max_drawdown", nullValue());
        trader.get("/api/v1/trades/aggregate?field=volume&fn=sum").then().body("value", nullValue());
        trader.get("/api/v1/trades/aggregate?field=volume&fn=count").then().body("value", equalTo(0));
    }

    @Test
    void statisticsAreExactAndFollowEveryNewTradeAndCorrection() {
        book(closed("a", "LIVE", 5, "100.005"), closed("b", "LIVE", 4, "-30"), closed("c", "LIVE", 3, "-25.5"));
        book(closed("d", "LIVE", 2, "40"), closed("e", "LIVE", 60, "1000"), closed("f", "SIM", 1, "-7"));
        book(open("g"));

        stats("mode=LIVE&hours=24")
                .then()
                .header("X-Cache", "miss")
                .body("count", equalTo(4))
                .body("closed", equalTo(4))
                .body("sum_pnl", number("84.50"))
                .body("avg_pnl", number("21.13"))
                .body("win_rate", number("0.5"))
                .body("wins", equalTo(2))
                .body("losses", equalTo(2))
                .body("largest_win", number("100.00"))
                .body("largest_loss", number("-30"))
                .body("max_drawdown", number("55.50"));
        stats("mode=LIVE&hours=24").then().header("X-Cache", "hit");
        stats("mode=LIVE").then().body("count", equalTo(6)).body("sum_pnl", number("1084.50"));
        stats("").then().body("count", equalTo(7)).body("max_drawdown", number("55.50"));

        // the loss in the middle was none: everything after it moves
        book(closed("b", "LIVE", 4, "30"));
        stats("mode=LIVE&hours=24")
                .then()
                .header("X-Cache", "miss")
                .body("count", equalTo(4))
                .body("wins", equalTo(3))
                .body("win_rate", number("0.75"))
                .body("sum_pnl", number("144.50"))
                .body("max_drawdown", number("25.50"));
    }

    @ParameterizedTest
    @CsvSource({
        "realized_pnl,sum,12.3456789",
        "realized_pnl,avg,4.1152263",
        "realized_pnl,min,-7.6543211",
        "realized_pnl,max,15",
        "realized_pnl,count,3",
        "volume,sum,4",
        "entry_price,max,1.1408",
        "exit_price,min,1.2",
        "exit_price,count,3",
    })
    void aggregatesAreExact(String field, String fn, String value) {
        book(
                closed("a", "LIVE", 5, "15"),
                closed("b", "LIVE", 4, "-7.6543211"),
                closed("c", "LIVE", 3, "5"),
                open("d"));
        trader.get("/api/v1/trades/aggregate?mode=LIVE&field=" + field + "&fn=" + fn)
                .then()
                .statusCode(200)
                .body("value", number(value));
        trader.get("/api/v1/trades/aggregate?mode=SIM&fn=count&field=" + field)
                .then()
                .body("value", equalTo(0));
    }

    @Test
    void whatOneUserAskedNobodyElseIsTold() {
        book(closed("a", "LIVE", 5, "100"));
        stats("").then().body("closed", equalTo(1));
        new Trader()
                .get("/api/v1/trades/stats")
                .then()
                .header("X-Cache", "miss")
                .body("closed", equalTo(0));
        new Trader().get("/api/v1/trades").then().body("trades", equalTo(List.of()));
    }

    @Test
    void statisticsNeedNoRedis() {
        book(closed("a", "LIVE", 5, "100"));
        server.stop();
        try {
            stats("").then().statusCode(200).body("closed", equalTo(1));
            book(closed("b", "LIVE", 4, "-20"));
            stats("").then().statusCode(200).body("max_drawdown", number("20"));
        } finally {
            server.restart();
        }
    }

    @Test
    void aTradeIsItsOwners() {
        book(closed("t/1", "LIVE", 5, "100"));
        JsonPath shown = trader.get("/api/v1/trades").jsonPath();
        String id = shown.getString("trades[0].id");
        trader.get("/api/v1/trades/{id}", id)
                .then()
                .statusCode(200)
                .body("trade_id", equalTo("t/1"))
                .body("account", equalTo("main"))
                .body("mode", equalTo("LIVE"))
                .body("status", equalTo("closed"))
                .body("direction", equalTo("buy"))
                .body("realized_pnl", number("100"))
                .body("take_profit", nullValue());
        trader.get("/api/v1/trades/{id}", "t/1").then().statusCode(200).body("id", equalTo(id));
        new Trader()
                .get("/api/v1/trades/{id}", id)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("no such trade"));
        trader.get("/api/v1/trades/{id}", "nonsense").then().statusCode(404);
    }

    @Test
    void tradesArePagedNewestFirstUnderEveryFilter() {
        book(closed("a", "LIVE", 50, "1"), closed("b", "LIVE", 5, "1"), closed("c", "SIM", 4, "1"), open("d"));
        assertThat(ids("")).containsExactly("c", "b", "a", "d");
        assertThat(ids("mode=LIVE")).containsExactly("b", "a", "d");
        assertThat(ids("closed=true")).containsExactly("c", "b", "a");
        assertThat(ids("closed=false")).containsExactly("d");
        assertThat(ids("hours=24&mode=LIVE")).containsExactly("b");
        assertThat(ids("symbol=eurusd&account=main")).containsExactly("c", "b", "a", "d");
        assertThat(ids("symbol=GBPUSD")).isEmpty();
        assertThat(ids("account=other")).isEmpty();

        List<String> paged = new ArrayList<>();
        JsonPath page = trader.get("/api/v1/trades?limit=3").jsonPath();
        paged.addAll(page.getList("trades.trade_id"));
        page = trader.get("/api/v1/trades?limit=1&cursor=" + page.getString("next_cursor"))
                .jsonPath();
        paged.addAll(page.getList("trades.trade_id"));
        assertThat(paged).containsExactly("c", "b", "a", "d");
        assertThat(page.getString("next_cursor")).isNull();
    }

    @Test
    void aCursorIsGoodForItsOwnQuestionAlone() {
        book(closed("a", "LIVE", 50, "1"), closed("b", "LIVE", 5, "1"));
        String cursor =
                trader.get("/api/v1/trades?mode=LIVE&limit=1").jsonPath().getString("next_cursor");
        trader.get("/api/v1/trades?mode=LIVE&cursor=" + cursor)
                .then()
                .statusCode(200)
                .body("trades.trade_id", equalTo(List.of("a")));
        String changed = (cursor.charAt(0) == 'A' ? 'B' : 'A') + cursor.substring(1);
        for (String query : List.of(
                "cursor=" + cursor,
                "mode=SIM&cursor=" + cursor,
                "mode=LIVE&hours=5&cursor=" + cursor,
                "mode=LIVE&cursor=" + changed,
                "mode=LIVE&cursor=" + cursor.substring(1),
                "mode=LIVE&cursor=!")) {
            refused(trader, "/api/v1/trades?" + query, "cursor");
        }
        refused(new Trader(), "/api/v1/trades?mode=LIVE&cursor=" + cursor, "cursor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trades?mode=live",
                "trades?closed=yes",
                "trades?symbol=A:B",
                "trades?hours=0",
                "trades?hours=87601",
                "trades?hours=1.5",
                "trades?account=a/b",
                "trades?limit=0",
                "trades?limit=501",
                "trades?limit=many",
                "trades/stats?mode=REAL",
                "trades/stats?hours=-1",
                "trades/stats?hours=99999999999",
                "trades/aggregate?field=comment&fn=sum",
                "trades/aggregate?fn=sum",
                "trades/aggregate?fn=median&field=volume",
                "trades/aggregate?mode=x&field=volume&fn=sum"
            })
    void aParameterThatIsWrongIsNamed(String path) {
        String named = path.substring(path.indexOf('?') + 1).split("=", 2)[0];
        refused(trader, "/api/v1/" + path, path.contains("?fn=sum") ? "field" : named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trades", "trades/stats", "trades/x", "trades/aggregate?field=volume&fn=sum"})
    void queriesNeedAUsersToken(String path) {
        RestAssured.get("/api/v1/" + path).then().statusCode(401);
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("agent", trader.user))
                .get("/api/v1/" + path)
                .then()
                .statusCode(403);
    }

    private static void refused(Trader trader, String path, String field) {
        trader.get(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(field));
    }

    /** However JSON happens to spell it. */
    private static Matcher<Number> number(String value) {
        return new CustomTypeSafeMatcher<>(value) {
            @Override
            protected boolean matchesSafely(Number found) {
                return new BigDecimal(found.toString()).compareTo(new BigDecimal(value)) == 0;
            }
        };
    }

    private Response stats(String query) {
        return trader.get("/api/v1/trades/stats" + (query.isEmpty() ? "" : "?" + query));
    }

    private List<String> ids(String query) {
        return trader.get("/api/v1/trades?limit=50&" + query).jsonPath().getList("trades.trade_id");
    }

    private void book(String... trades) {
        trader.push("trades", "[" + String.join(",", trades) + "]").then().statusCode(202);
    }

    private static String open(String id) {
        return trade(id, "LIVE", "\"status\": \"open\"").replace("2026-01-05", "2025-01-05");
    }

    private static String closed(String id, String mode, int hoursAgo, String pnl) {
        Instant at = Instant.now().minusSeconds(hoursAgo * 3600L);
        return trade(
                id,
                mode,
                "\"status\": \"closed\", \"exit_price\": 1.2, \"exit_time\": \"%s\", \"realized_pnl\": %s"
                        .formatted(at, pnl));
    }

    private static String trade(String id, String mode, String more) {
        return """
                {"trade_id": "%s", "mode": "%s", "symbol": "EURUSD", "direction": "buy", "volume": 1,
                 "entry_price": 1.1408, "entry_time": "2026-01-05T09:00:00Z", %s}"""
                .formatted(id, mode, more);
    }
}
