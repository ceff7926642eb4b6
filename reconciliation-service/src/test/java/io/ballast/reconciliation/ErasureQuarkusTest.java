// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation;

import static io.ballast.reconciliation.Trader.euro;
import static io.ballast.reconciliation.Trader.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(RedisResource.class)
@SuppressWarnings("NullAway.Init") // filled in by the test framework
class ErasureQuarkusTest {

    private static final String OWN = "/api/v1/users/me/data";

    @Inject
    Pool pool;

    private final Trader trader = new Trader();
    private final Trader other = new Trader();

    @BeforeEach
    void ready() {
        Trader.awaitReady();
        for (Trader each : List.of(trader, other)) {
            each.push("trades", trade("t-1", 7, "EURUSD", "1", "1.1408"));
            String deposit =
                    """
                    "deals": [{"deal_id": 1, "type": "balance", "profit": 10, "time": "%s"}]"""
                            .formatted(Instant.now());
            each.push(
                            "snapshots",
                            Trader.snapshotBody("s-1", Instant.now(), "7000", euro(7), euro(8))
                                    .replace("\"deals\": []", deposit))
                    .then()
                    .statusCode(202);
            String id = each.get("/api/v1/positions/open?include=all")
                    .jsonPath()
                    .getString("positions.find {it.ticket == 8}.position_id");
            each.asUser()
                    .contentType("application/json")
                    .body("{\"action\": \"ignore\", \"reason\": \"x\"}")
                    .post("/api/v1/positions/{id}/resolve", id)
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void nothingIsErasedUnlessItIsSaidTwiceAndThenEverythingIs() {
        Map<String, Long> before = rows(trader.user);
        Map<String, Long> others = rows(other.user);
        assertThat(before)
                .containsKeys("account_state", "position_state", "bot_trades", "cash_flows", "outbox", "audit");
        Response asked = delete(trader.asUser(), OWN, null);
        asked.then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("would_erase.reconciliation_logs", greaterThan(2))
                .body("would_erase.position_state", equalTo(2));
        before.put("erasure_confirmation", 1L);
        assertThat(rows(trader.user)).isEqualTo(before);

        String token = asked.jsonPath().getString("confirm");
        delete(trader.asUser(), OWN, token)
                .then()
                .statusCode(200)
                .body("complete", equalTo(true))
                .body("rows.reconciliation_runs", equalTo(1));
        assertThat(rows(trader.user)).containsOnlyKeys("erasure_confirmation");
        assertThat(rows(other.user)).isEqualTo(others);
        trader.get("/api/v1/reconciliation/status")
                .then()
                .body("total_syncs", equalTo(0))
                .body("recent_events", hasSize(0));
        trader.get("/api/v1/positions/open?include=all").then().body("positions", hasSize(0));
        trader.get("/api/v1/guards/status").then().body("drawdown_guard.current_equity", nullValue());
        other.get("/api/v1/reconciliation/status").then().body("total_syncs", equalTo(1));

        delete(trader.asUser(), OWN, token).then().statusCode(200).body("rows", anEmptyMap());
        trader.snapshot("s-1", "10000", euro(7)).then().statusCode(202).body("result", equalTo("accepted"));
    }

    @Test
    void theAuditTellsThatSomebodyWasErasedNotWho() {
        String token = delete(trader.asUser(), OWN, null).jsonPath().getString("confirm");
        delete(trader.asUser(), OWN, token).then().statusCode(200);
        List<Row> audits = query(
                "SELECT to_jsonb(a)::text FROM audit a WHERE action = 'user.erase' AND at > $1",
                Tuple.of(OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(5)));
        assertThat(audits).isNotEmpty().noneMatch(row -> row.getString(0).contains(trader.user.toString()));
    }

    @Test
    void aConfirmationIsForWhoWasShownItAboutWhomAndNotForLong() {
        String token = delete(trader.asUser(), OWN, null).jsonPath().getString("confirm");
        refused(other.asUser(), OWN, token);
        refused(trader.asUser(), OWN, "guessed");
        String byId = "/api/v1/users/" + trader.user + "/data";
        refused(operator(), byId, token);
        String ofOperator = delete(operator(), byId, null).jsonPath().getString("confirm");
        refused(trader.asUser(), OWN, ofOperator);
        refused(operator(), "/api/v1/users/" + other.user + "/data", ofOperator);
        query("UPDATE erasure_confirmation SET expires_at = now() WHERE user_id = $1", Tuple.of(trader.user));
        refused(trader.asUser(), OWN, token);
        assertThat(rows(trader.user)).containsKey("account_state");
    }

    @Test
    void anOperatorErasesByIdAndNobodyElseDoes() {
        String byId = "/api/v1/users/" + trader.user + "/data";
        for (RequestSpecification who : List.of(other.asUser(), trader.asUser(), role("agent"))) {
            delete(who, byId, null).then().statusCode(403);
        }
        delete(RestAssured.given(), byId, null).then().statusCode(401);
        delete(role("agent"), OWN, null).then().statusCode(403);
        delete(operator(), "/api/v1/users/nobody/data", null)
                .then()
                .statusCode(400)
                .body("field", equalTo("id"));
        UUID actor = UUID.randomUUID();
        String token = delete(as("operator", actor), byId, null).jsonPath().getString("confirm");
        delete(as("operator", actor), byId, token).then().statusCode(200).body("complete", equalTo(true));
        assertThat(rows(trader.user)).containsOnlyKeys("erasure_confirmation");
    }

    @Test
    void aLongLogOverManyMonthsGoesInBatches() {
        query(
                """
                INSERT INTO reconciliation_logs (id, user_id, account_id, matched, event_type, status, occurred_at,
                    created_at, updated_at)
                SELECT gen_random_uuid(), $1, 'main', 0, 'sync', 'success', t, t, t
                FROM generate_series(1, 9000) n, LATERAL (SELECT now() - n * interval '1 hour' AS t) at""",
                Tuple.of(trader.user));
        String token = delete(trader.asUser(), OWN, null).jsonPath().getString("confirm");
        delete(trader.asUser(), OWN, token).then().statusCode(200).body("rows.reconciliation_logs", greaterThan(9000));
        assertThat(rows(trader.user)).containsOnlyKeys("erasure_confirmation");
    }

    private static void refused(RequestSpecification as, String path, String token) {
        delete(as, path, token).then().statusCode(400).body("field", equalTo("confirm"));
    }

    private static Response delete(RequestSpecification as, String path, @Nullable String confirm) {
        return confirm == null
                ? as.delete(path)
                : as.queryParam("confirm", confirm).delete(path);
    }

    private RequestSpecification operator() {
        return as("operator", new UUID(7, 7));
    }

    private RequestSpecification role(String role) {
        return as(role, trader.user);
    }

    private static RequestSpecification as(String role, UUID user) {
        return RestAssured.given().auth().oauth2(TestTokens.token(role, user));
    }

    /** Of every table there is with a {@code user_id}, whether or not the erasure knows it. */
    private Map<String, Long> rows(UUID user) {
        Map<String, Long> rows = new TreeMap<>();
        for (Row table : query(
                "SELECT c.table_name::text FROM information_schema.columns c JOIN information_schema.tables t USING (table_name)"
                        + " WHERE c.column_name = 'user_id' AND t.table_schema = 'public' AND $1::text <> ''"
                        + " AND c.table_name !~ '^reconciliation_logs_'",
                Tuple.of("all"))) {
            String name = table.getString(0);
            long count = query("SELECT count(*) FROM " + name + " WHERE user_id = $1", Tuple.of(user))
                    .getFirst()
                    .getLong(0);
            if (count > 0) {
                rows.put(name, count);
            }
        }
        return rows;
    }

    private List<Row> query(String sql, Tuple parameters) {
        RowSet<Row> found = pool.preparedQuery(sql).execute(parameters).await().atMost(Duration.ofSeconds(20));
        List<Row> rows = new ArrayList<>();
        found.forEach(rows::add);
        return rows;
    }
}
