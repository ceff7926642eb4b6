// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation;

import static io.restassured.RestAssured.given;

import io.ballast.common.testing.TestTokens;
import io.restassured.RestAssured;
import io.restassured.config.JsonConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;

/** A user nobody knew before, with an agent, over HTTP. */
final class Trader {

    final UUID user = UUID.randomUUID();
    private final String userToken = TestTokens.token("user", user);
    private final String agentToken = TestTokens.token("agent", user);

    /** Returns once the service has found its database. */
    static void awaitReady() {
        RestAssured.config =
                RestAssured.config().jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.BIG_DECIMAL));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> RestAssured.get("/q/health/ready").then().statusCode(200));
    }

    RequestSpecification asUser() {
        return given().auth().oauth2(userToken);
    }

    Response get(String path, Object... parameters) {
        return asUser().get(path, parameters);
    }

    Response push(String kind, String body) {
        return push("main", kind, body);
    }

    Response push(String account, String kind, String body) {
        return given().auth()
                .oauth2(agentToken)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/accounts/{account}/{kind}", account, kind);
    }

    /** As an agent, to a path that is sent as it stands. */
    Response raw(String path, String body) {
        return given().auth()
                .oauth2(agentToken)
                .urlEncodingEnabled(false)
                .contentType("application/json")
                .body(body)
                .post(path);
    }

    /** Pushes a complete snapshot taken now. */
    Response snapshot(String id, String equity, String... positions) {
        return push("snapshots", snapshotBody(id, Instant.now(), equity, positions));
    }

    static String snapshotBody(String id, Instant takenAt, String equity, String... positions) {
        return """
                {"snapshot_id": "%s", "taken_at": "%s", "complete": true, "mode": "hedging",
                 "account": {"balance": 10000, "equity": %s, "margin_used": 12.5, "currency": "USD"},
                 "positions": [%s], "deals": []}"""
                .formatted(id, takenAt, equity, String.join(",", positions));
    }

    /** One lot of EURUSD, bought at 1.1408, worth 185.00 more by now. */
    static String euro(long ticket) {
        return position(ticket, "EURUSD", "1", "1.1408", "1.14265");
    }

    static String position(long ticket, String symbol, String volume, String entry, String current) {
        return """
                {"ticket": %d, "symbol": "%s", "direction": "buy", "volume": %s, "entry_price": %s,
                 "entry_time": "2026-01-05T09:00:00Z", "current_price": %s}"""
                .formatted(ticket, symbol, volume, entry, current);
    }

    static String trade(String id, long ticket, String symbol, String volume, String entry) {
        return """
                {"trade_id": "%s", "mode": "LIVE", "symbol": "%s", "direction": "buy", "volume": %s,
                 "entry_price": %s, "entry_time": "2026-01-05T09:00:00Z", "status": "open", "ticket": %d}"""
                .formatted(id, symbol, volume, entry, ticket);
    }
}
