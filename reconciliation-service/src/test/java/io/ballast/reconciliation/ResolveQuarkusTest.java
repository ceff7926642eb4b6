// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation;

import static io.ballast.reconciliation.Trader.euro;
import static io.ballast.reconciliation.Trader.position;
import static io.ballast.reconciliation.Trader.snapshotBody;
import static io.ballast.reconciliation.Trader.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.ballast.common.testing.PostgresResource;
import io.ballast.common.testing.RedisResource;
import io.ballast.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(RedisResource.class)
@SuppressWarnings("NullAway.Init") // filled in by the test framework
class ResolveQuarkusTest {

    private static final String STATUS = "/api/v1/reconciliation/status";
    private static final String OPEN = "/api/v1/positions/open";
    private static final String ALL = OPEN + "?include=all";
    private static final String EVENTS = "/api/v1/reconciliation/events";

    @Inject
    Pool pool;

    private final Trader trader = new Trader();

    @BeforeEach
    void ready() {
        Trader.awaitReady();
    }

    @Test
    void anAdoptedPositionIsTheBotsAndEndsLikeOne() {
        trader.snapshot("s-1", "10000", euro(7));
        trader.get(STATUS).then().body("status", equalTo("warning"));
        resolve(id(7), "adopt", "opened by hand")
                .then()
                .statusCode(200)
                .body("matched_with_bot", equalTo(true))
                .body("resolution.action", equalTo("adopt"))
                .body("resolution.reason", equalTo("opened by hand"))
                .body("resolution.by", equalTo(trader.user.toString()));
        counts("healthy", 1, 0, 0);
        trader.snapshot("s-2", "10000", euro(7))
                .then()
                .body("matched", equalTo(1))
                .body("events", equalTo(0));
        trader.get(OPEN).then().body("positions.resolution.action", equalTo(List.of("adopt")));

        trader.snapshot("s-3", "10000", position(7, "EURUSD", "2", "1.1408", "1.14265"))
                .then()
                .body("divergent", equalTo(1));
        trader.snapshot("s-4", "10000", euro(7)).then().body("matched", equalTo(1));
        String deal =
                """
                "deals": [{"deal_id": 2, "ticket": 7, "type": "sell", "symbol": "EURUSD", "entry": "out", "volume": 1,
                  "price": 1.15, "profit": 920, "time": "%s"}]"""
                        .formatted(Instant.now());
        trader.push("snapshots", snapshotBody("s-5", Instant.now(), "10000").replace("\"deals\": []", deal));
        counts("idle", 0, 0, 0);
        assertThat(trades()).containsExactly(tuple("adopted:7", "closed", "closing_deal"));
    }

    @Test
    void anIgnoredPositionCountsForNothingUntilItIsAnother() {
        trader.snapshot("s-1", "10000", euro(7));
        String id = id(7);
        resolve(id, "ignore", "a friend's").then().statusCode(200).body("matched_with_bot", equalTo(false));
        counts("healthy", 0, 0, 0);
        String dearer = position(7, "EURUSD", "1", "1.1408", "1.15");
        trader.snapshot("s-2", "10000", dearer)
                .then()
                .body("external", equalTo(1))
                .body("events", equalTo(0));
        counts("healthy", 0, 0, 0);
        trader.get(OPEN).then().body("positions", equalTo(List.of()));
        trader.get(ALL).then().body("positions.resolution.action", equalTo(List.of("ignore")));

        trader.snapshot("s-3", "10000", position(7, "EURUSD", "2", "1.1408", "1.15"));
        counts("warning", 0, 0, 1);
        trader.get("/api/v1/positions/{id}", id).then().body("resolution", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"acknowledge", "ignore"})
    void anAcceptedDivergenceCountsAgainOnceItIsAnother(String action) {
        trader.push("trades", trade("t-1", 7, "EURUSD", "2", "1.1408"));
        trader.snapshot("s-1", "10000", euro(7));
        counts("warning", 0, 1, 0);
        resolve(id(7), action, "as planned")
                .then()
                .statusCode(200)
                .body("divergence_reason", equalTo("volume_mismatch"));
        counts("healthy", 0, 0, 0);
        trader.get(STATUS).then().body("error_message", nullValue());
        trader.snapshot("s-2", "10000", euro(7))
                .then()
                .body("divergent", equalTo(1))
                .body("events", equalTo(0));
        counts("healthy", 0, 0, 0);

        trader.snapshot("s-3", "10000", position(7, "EURUSD", "1.5", "1.1408", "1.14265"));
        counts("warning", 0, 1, 0);
        trader.snapshot("s-4", "10000", position(7, "EURUSD", "2", "1.1408", "1.14265"));
        counts("healthy", 1, 0, 0);
    }

    @Test
    void whatTheBrokerClosedIsAcknowledgedAsClosed() {
        Instant now = Instant.now();
        trader.push("trades", trade("t-1", 7, "EURUSD", "1", "1.1408"));
        trader.push("snapshots", snapshotBody("s-0", now.minusSeconds(9), "10000", euro(7), euro(8)));
        String id = id(7);
        resolve(id(8), "ignore", "mine").then().statusCode(200);
        for (int i = 1; i <= 3; i++) {
            trader.push("snapshots", snapshotBody("s-" + i, now.minusSeconds(9 - i), "10000", euro(8)));
        }
        counts("warning", 0, 1, 0);
        resolve(id, "acknowledge", "margin call").then().statusCode(200).body("status", equalTo("closed"));
        counts("healthy", 0, 0, 0);
        resolve(id, "acknowledge", "margin call").then().statusCode(200);
        trader.snapshot("s-9", "10000", euro(8));
        counts("healthy", 0, 0, 0);
        assertThat(trades()).containsExactly(tuple("t-1", "closed", "broker_closed"));
    }

    @Test
    void aTradeOfTheBotsOwnTakesAnAdoptedPositionOver() {
        trader.snapshot("s-1", "10000", euro(7));
        resolve(id(7), "adopt", "by hand").then().statusCode(200);
        trader.push("trades", trade("t-1", 7, "EURUSD", "1", "1.1408"));
        trader.snapshot("s-2", "10000", euro(7))
                .then()
                .body("matched", equalTo(1))
                .body("pending", equalTo(0));
        trader.snapshot("s-3", "10000", euro(7))
                .then()
                .body("matched", equalTo(1))
                .body("events", equalTo(0));
        assertThat(trades()).containsExactlyInAnyOrder(tuple("adopted:7", "closed", null), tuple("t-1", "open", null));
    }

    @Test
    void itIsInTheTimelineTheOutboxAndTheAuditOnce() {
        trader.snapshot("s-1", "10000", euro(7));
        String id = id(7);
        for (int i = 0; i < 2; i++) {
            resolve(id, "ignore", "a friend's").then().statusCode(200).body("resolution.at", notNullValue());
        }
        String told = trader.get(EVENTS).jsonPath().getString("events[0].event_id");
        trader.get("/api/v1/positions/{id}", id)
                .then()
                .body("timeline.size()", equalTo(2))
                .body("timeline[0].event_id", equalTo(told))
                .body("timeline[0].event_type", equalTo("position_synced"))
                .body("timeline[0].description", containsString("settled by the user (ignore): a friend's"));
        assertThat(query("SELECT type, subject FROM outbox WHERE user_id = $1 AND id::text = '" + told + "'"))
                .extracting(row -> row.getString(0), row -> row.getString(1))
                .containsExactly(tuple("reconciliation.position_synced", id));
        assertThat(
                        query(
                                "SELECT actor, action, subject, reason, state_before, state_after FROM audit WHERE user_id = $1"))
                .extracting(
                        row -> row.getUUID(0),
                        row -> row.getString(1),
                        row -> row.getString(2),
                        row -> row.getString(3),
                        row -> row.getString(4),
                        row -> row.getString(5))
                .containsExactly(tuple(
                        trader.user,
                        "position.resolve",
                        id,
                        "a friend's",
                        "only the broker knows buy 1 EURUSD at 1.1408",
                        "ignore: only the broker knows buy 1 EURUSD at 1.1408"));
        resolve(id, "adopt", "mine after all").then().statusCode(200);
        assertThat(query("SELECT 1 FROM audit WHERE user_id = $1")).hasSize(2);
    }

    @Test
    void whatCannotBeSettledIsAConflict() {
        trader.push(
                "trades",
                "[" + trade("t-1", 7, "EURUSD", "1", "1.1408") + "," + trade("t-2", 8, "EURUSD", "2", "1.1408") + "]");
        trader.snapshot("s-1", "10000", euro(7), euro(8), euro(9));
        for (String action : List.of("adopt", "ignore", "acknowledge")) {
            resolve(id(7), action, "x").then().statusCode(409).contentType("application/problem+json");
        }
        resolve(id(8), "adopt", "x").then().statusCode(409).body("detail", containsString("acknowledge or ignore"));
        resolve(id(9), "acknowledge", "x").then().statusCode(409).body("detail", containsString("adopt or ignore"));
        resolve(id(9), "adopt", "x").then().statusCode(200);
        resolve(id(9), "ignore", "x").then().statusCode(409);
    }

    @Test
    void nobodySettlesForAnother() {
        trader.snapshot("s-1", "10000", euro(7));
        String id = id(7);
        Trader stranger = new Trader();
        post(stranger.asUser(), id, "{\"action\": \"ignore\", \"reason\": \"x\"}")
                .then()
                .statusCode(404);
        post(trader.asUser(), "nonsense", "{\"action\": \"ignore\", \"reason\": \"x\"}")
                .then()
                .statusCode(404);
        post(RestAssured.given(), id, "{}").then().statusCode(401);
        for (String role : List.of("agent", "operator")) {
            post(RestAssured.given().auth().oauth2(TestTokens.token(role, trader.user)), id, "{}")
                    .then()
                    .statusCode(403);
        }
        counts("warning", 0, 0, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|action",
                "{\"action\": \"delete\", \"reason\": \"x\"}|action",
                "{\"action\": \"ADOPT\", \"reason\": \"x\"}|action",
                "{\"action\": 1, \"reason\": \"x\"}|action",
                "{\"action\": \"ignore\"}|reason",
                "{\"action\": \"ignore\", \"reason\": \" \"}|reason",
                "{\"action\": \"ignore\", \"reason\": \"a\\nb\"}|reason",
                "{\"action\": \"ignore\", \"reason\": 7}|reason",
            })
    void aWishThatMakesNoSenseNamesItsField(String body, String field) {
        trader.snapshot("s-1", "10000", euro(7));
        post(trader.asUser(), id(7), body).then().statusCode(400).body("field", equalTo(field));
        resolve(id(7), "ignore", "x".repeat(501)).then().statusCode(400).body("field", equalTo("reason"));
    }

    private void counts(String status, int matched, int divergences, int unmatched) {
        trader.get(STATUS)
                .then()
                .body("status", equalTo(status))
                .body("open_positions_count", equalTo(matched))
                .body("divergences_detected", equalTo(divergences))
                .body("unmatched_open_count", equalTo(unmatched));
        trader.get(OPEN).then().body("total_positions", equalTo(matched));
    }

    private String id(long ticket) {
        return trader.get(ALL).jsonPath().getString("positions.find {it.ticket == " + ticket + "}.position_id");
    }

    private Response resolve(String id, String action, String reason) {
        return post(trader.asUser(), id, "{\"action\": \"" + action + "\", \"reason\": \"" + reason + "\"}");
    }

    private static Response post(RequestSpecification as, String id, String body) {
        return as.contentType("application/json").body(body).post("/api/v1/positions/{id}/resolve", id);
    }

    private List<org.assertj.core.groups.Tuple> trades() {
        return query("SELECT trade_id, status, settlement FROM bot_trades WHERE user_id = $1").stream()
                .map(row -> tuple(row.getString(0), row.getString(1), row.getString(2)))
                .toList();
    }

    private List<Row> query(String sql) {
        RowSet<Row> rows =
                pool.preparedQuery(sql).execute(Tuple.of(trader.user)).await().atMost(Duration.ofSeconds(10));
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }
}
