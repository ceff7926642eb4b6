// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.ballast.common.events.Topic;
import io.ballast.common.security.Roles;
import io.ballast.common.testing.RedisResource;
import io.ballast.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.redis.client.Command;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in, what becomes of faults, and what the bridge tells about itself. */
@QuarkusTest
@QuarkusTestResource(RedisResource.class)
@QuarkusTestResource(BridgeSettings.class)
class BridgeQuarkusTest extends BridgeScenario {
    @Test
    void whoMayNotIsTurnedAway() {
        String forged = TestTokens.forge(TestTokens.claims(Roles.USER, user.toString()));
        String agent = TestTokens.token(Roles.AGENT, user);
        assertUpgradeFails(forged, "401");
        assertUpgradeFails("nonsense", "401");
        assertUpgradeFails(agent, "403");
        given().get("/events").then().statusCode(401).contentType("application/problem+json");
        given().auth().oauth2(forged).get("/events").then().statusCode(401);
        given().auth().oauth2(agent).get("/events").then().statusCode(403).contentType("application/problem+json");
        given().auth()
                .oauth2(token())
                .get("/events?topics=circuit.events")
                .then()
                .statusCode(403)
                .body("detail", startsWith("topics:"));
        given().auth()
                .oauth2(token())
                .get("/events?topics=nothing")
                .then()
                .statusCode(400)
                .body("detail", containsString("unknown topic: nothing"));
        given().auth().oauth2(token()).get("/api/v1/routes").then().statusCode(403);
    }

    @Test
    void aRefusedUpgradeIsAProblem() {
        String agent = TestTokens.token(Roles.AGENT, user);
        upgrade("").get("/ws/events").then().statusCode(401).contentType("application/problem+json");
        upgrade("nonsense").get("/ws/events").then().statusCode(401).header("WWW-Authenticate", "Bearer");
        upgrade(agent)
                .get("/ws/events")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", containsString("role"));
        upgrade("")
                .get("/ws/events?ticket=tkt_" + "A".repeat(43))
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("status", equalTo(401));
        upgrade(token()).get("/ws/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    private static RequestSpecification upgrade(String token) {
        RequestSpecification request = given().header("Connection", "Upgrade")
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        return token.isEmpty() ? request : request.auth().oauth2(token);
    }

    @Test
    void aTicketOpensOneSocketOrOneStreamAsItsOwner() throws Exception {
        try (SocketClient client = SocketClient.withTicket(port(), ticket(token()), "&topics=trade.intent")) {
            eventually(() -> assertThat(client.ofType("ballast.heartbeat")).isNotEmpty());
            publish(Topic.TRADE_INTENT, UUID.randomUUID());
            publish(Topic.TRADE_INTENT, user);
            eventually(() -> assertThat(client.ids()).containsExactly("2"));
        }
        try (SseClient client =
                new SseClient(port(), query("&ticket=" + ticket(token())), "Accept", "text/event-stream")) {
            eventually(() -> assertThat(client.lines).anyMatch(line -> line.contains("heartbeat")));
        }
        String used = ticket(token());
        SocketClient.withTicket(port(), used, "").close();
        assertThatThrownBy(() -> SocketClient.withTicket(port(), used, ""))
                .rootCause()
                .hasMessageContaining("401");
        given().accept("text/event-stream")
                .get("/events?ticket=" + used)
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    @Test
    void whatATicketOpenedIsClosedWhenItsTokenExpires() throws Exception {
        String shortLived = TestTokens.sign(TestTokens.claims(Roles.USER, user.toString())
                .expiresAt(Instant.now().plusSeconds(3)));
        try (SocketClient client = SocketClient.withTicket(port(), ticket(shortLived), "")) {
            assertThat(client.closed.get(10, TimeUnit.SECONDS)).isEqualTo("1008 token expired");
        }
    }

    private static String ticket(String token) {
        return given().auth()
                .oauth2(token)
                .post("/api/v1/tickets")
                .then()
                .statusCode(200)
                .extract()
                .path("ticket");
    }

    @Test
    void aSocketIsClosedWithTheReason() throws Exception {
        assertThat(closeReason(token(), "?topics=nothing")).isEqualTo("1008 topics: unknown topic: nothing");
        assertThat(closeReason(token(), "?after=forged")).isEqualTo("1008 after: not a cursor of this service");
        assertThat(closeReason(token(), "?topics=circuit.events"))
                .isEqualTo("1008 topics: not for this role: circuit.events");
        String shortLived = TestTokens.sign(TestTokens.claims(Roles.USER, user.toString())
                .expiresAt(Instant.now().plusSeconds(2)));
        assertThat(closeReason(shortLived, "")).isEqualTo("1008 token expired");
        List<SocketClient> three = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            three.add(SocketClient.open(port(), token(), ""));
        }
        assertThat(closeReason(token(), "")).isEqualTo("1013 too many connections");
        three.forEach(SocketClient::close);
    }

    @Test
    void aBrowserBringsItsTokenAsSubprotocol() {
        String header = URLEncoder.encode(
                        "quarkus-http-upgrade#Authorization#Bearer " + token(), StandardCharsets.UTF_8)
                .replace("+", "%20");
        try (SocketClient client = SocketClient.withProtocols(port(), "bearer-token-carrier", header)) {
            eventually(() -> assertThat(client.ofType("ballast.heartbeat")).isNotEmpty());
        }
    }

    @Test
    void aRedisThatComesBackEmptyIsAnnouncedAndEventsFlowAgain() {
        try (SocketClient client = SocketClient.open(port(), token(), query(""))) {
            publishMany(2);
            eventually(() -> assertThat(client.ids()).containsExactlyElementsOf(numbers(1, 2)));
            String cursor = client.lastEventCursor();

            server.stop();
            eventually(() -> given().get("/health").then().body("status", equalTo("degraded")));
            given().get("/q/health/live").then().statusCode(200);
            upgrade("")
                    .get("/ws/events?ticket=tkt_" + "A".repeat(43))
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .contentType("application/problem+json");
            server.restart();

            eventually(() -> assertThat(client.ofType("ballast.gap")).hasSize(1));
            assertThat(client.ofType("ballast.gap").getFirst().get("data").toString())
                    .isEqualTo("{\"topics\":[\"market.trades\"],\"reason\":\"source_reset\"}");
            eventually(() -> publishMany(1));
            eventually(() -> assertThat(client.ids()).containsExactlyElementsOf(numbers(1, made)));
            try (SocketClient back = SocketClient.open(port(), token(), query("&after=" + cursor))) {
                eventually(() -> assertThat(back.ids()).contains(Integer.toString(made)));
                assertThat(back.messages.getFirst().get("type").asText()).isEqualTo("ballast.gap");
            }
        }
    }

    @Test
    void whatCannotBeCarriedIsSetAsideAndTheStreamGoesOn() {
        try (SocketClient client = SocketClient.open(port(), token(), query(""))) {
            String broken = send(Command.XADD, Topic.MARKET_TRADES.streamKey(), "*", "type", "market.trade");
            String noObject = send(
                    Command.XADD,
                    Topic.MARKET_TRADES.streamKey(),
                    "*",
                    "specversion",
                    "1.0",
                    "id",
                    "9",
                    "source",
                    "/t",
                    "type",
                    "market.trade",
                    "subject",
                    subject,
                    "time",
                    "2026-01-05T12:00:00Z",
                    "data",
                    "[1]");
            publishMany(1);

            eventually(() -> assertThat(client.ids()).containsExactly("1"));
            eventually(() -> assertThat(send(Command.XRANGE, "ballast:stream:dlq:push", "-", "+"))
                    .contains(broken)
                    .contains("specversion must be 1.0")
                    .contains(noObject)
                    .contains("data is no JSON object"));
        }
    }

    @Test
    void whatNoRouteCarriesIsSaidAtOnce() {
        try (SocketClient client = SocketClient.open(port(), token(), "?topics=market.candles&after=oldest")) {
            assertThat(client.messages.getFirst().toString())
                    .startsWith(
                            "{\"type\":\"ballast.notice\",\"data\":{\"topics\":[\"market.candles\"],\"reason\":\"no_route\"}");
        }
    }

    @Test
    void routesMetersAndHealthTellHowItGoes() {
        publishMany(1);
        eventually(() -> given().auth()
                .oauth2(TestTokens.token(Roles.OPERATOR, user))
                .get("/api/v1/routes")
                .then()
                .statusCode(200)
                .body("[0].id", equalTo("push"))
                .body("[0].source.type", equalTo("stream"))
                .body("[0].topics.'market.trades'.lag_events", equalTo(0))
                .body("[0].topics.'market.trades'.position", containsString("-")));
        given().auth()
                .oauth2(TestTokens.token(Roles.OPERATOR, user))
                .get("/api/v1/routes/none")
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(TestTokens.token(Roles.OPERATOR, user))
                .get("/api/circuit-breaker/status?name=route-push")
                .then()
                .statusCode(200)
                .body("circuit_breaker.state", equalTo("CLOSED"));
        given().get("/health").then().body("routes.push.state", equalTo("Running"));
        given().get("/q/metrics")
                .then()
                .body(containsString("ballast_link_up{link=\"stream-reader-push\"} 1.0"))
                .body(containsString("ballast_push_clients"))
                .body(containsString("ballast_push_gaps_total"))
                .body(containsString("ballast_bridge_delivered_total{route=\"push\"}"))
                .body(containsString("ballast_bridge_dead_letters_total{route=\"push\"}"))
                .body(containsString("ballast_stream_lag_events{route=\"push\"}"))
                .body(containsString("ballast_stream_lag_seconds{route=\"push\"}"));
    }

    @Test
    void aRouteIsMadeHaltedChangedAndRemovedAtRunTime() {
        String made =
                """
                {"id":"copy","source":{"type":"stream","topics":["copied"]},
                 "filter":{"subjects":["BTC-*"],"data":[{"pointer":"/price","op":">","value":1}]},
                 "map":{"set":{"region":"eu"},"drop":["traceparent"]},
                 "sink":{"type":"stream","topic":"copies"},"from":"oldest"}""";
        copied("1", "BTC-USDT", "2.5");
        operator().body(made).post("/api/v1/routes").then().statusCode(201).body("id", equalTo("copy"));
        operator().body(made).post("/api/v1/routes").then().statusCode(409);
        copied("2", "ETH-USDT", "2.5");
        copied("3", "BTC-USDT", "1.0");
        eventually(() -> assertThat(send(Command.XRANGE, "ballast:stream:copies", "-", "+"))
                .contains("BTC-USDT", "region")
                .doesNotContain("ETH-USDT"));

        operator().post("/api/v1/routes/copy/pause").then().statusCode(200);
        eventually(() -> operator().get("/api/v1/routes/copy").then().body("state", equalTo("Paused")));
        copied("4", "BTC-USDT", "3");
        operator()
                .body(made.replace("BTC-*", "*"))
                .put("/api/v1/routes/copy")
                .then()
                .statusCode(200);
        operator().post("/api/v1/routes/copy/resume").then().statusCode(200);
        copied("5", "ETH-USDT", "3");
        send(Command.XADD, "ballast:stream:copied", "*", "no", "event");

        eventually(() -> operator()
                .get("/api/v1/routes/copy")
                .then()
                .body("state", equalTo("Running"))
                .body("delivered", equalTo(3))
                .body("topics.copied.lag_events", equalTo(0)));
        eventually(() -> operator()
                .get("/api/v1/routes/copy/dead-letters")
                .then()
                .body("count", equalTo(1))
                .body("dead_letters[0].cause", startsWith("specversion must be")));
        operator().post("/api/v1/routes/copy/dead-letters/requeue").then().body("refused.size()", equalTo(1));
        operator().post("/api/v1/routes/copy/dead-letters/discard").then().body("discarded", equalTo(1));

        operator()
                .get("/api/v1/streams")
                .then()
                .statusCode(200)
                .body("find { it.topic == 'copies' }.length", equalTo(3))
                .body("find { it.topic == 'copied' }.groups[0].name", equalTo("route-copy"));
        operator().get("/api/v1/routes/copy/audit").then().statusCode(200).body("complete", equalTo(true));
        operator().delete("/api/v1/routes/copy").then().statusCode(204);
        operator().get("/api/v1/routes/copy").then().statusCode(404);
        eventually(() -> assertThat(send(Command.XINFO, "GROUPS", "ballast:stream:copied"))
                .doesNotContain("route-copy"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source.type    | {'type':'redis','topics':['a']}                | {'type':'stream','topic':'b'}",
                "source.topics  | {'type':'stream'}                              | {'type':'stream','topic':'b'}",
                "source.redis   | {'type':'stream','topics':['a'],'redis':'no'}  | {'type':'stream','topic':'b'}",
                "source.grp     | {'type':'stream','topics':['a'],'grp':'x'}     | {'type':'stream','topic':'b'}",
                "sink.type      | {'type':'stream','topics':['a']}               | {'type':'fax','topic':'b'}",
                "sink.redis     | {'type':'stream','topics':['a']}               |"
                        + " {'type':'stream','topic':'b','redis':'no'}",
                "sink.topic     | {'type':'stream','topics':['a']}               | {'type':'stream','topic':'a'}",
                "sink.topic     | {'type':'stream','topics':['a']}               |"
                        + " {'type':'stream','topic':'guard.alerts'}",
            })
    void aRouteThatCannotBeIsRefusedByField(String field, String source, String sink) {
        String route = "{'id':'bad','source':" + source + ",'sink':" + sink + "}";
        operator()
                .body(route.replace('\'', '"'))
                .post("/api/v1/routes")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(field));
    }

    private RequestSpecification operator() {
        return given().auth().oauth2(TestTokens.token(Roles.OPERATOR, user)).contentType("application/json");
    }

    private void copied(String id, String about, String price) {
        send(
                Command.XADD,
                "ballast:stream:copied",
                "*",
                "specversion",
                "1.0",
                "id",
                id,
                "source",
                "/t",
                "type",
                "t",
                "subject",
                about,
                "time",
                "2026-01-05T12:00:00Z",
                "data",
                "{\"price\":" + price + "}");
    }

    private void assertUpgradeFails(String token, String status) {
        assertThatThrownBy(() -> SocketClient.connect(port(), token, ""))
                .rootCause()
                .hasMessageContaining(status);
    }

    private String closeReason(String token, String query) throws Exception {
        try (SocketClient client = SocketClient.connect(port(), token, query)) {
            return client.closed.get(10, TimeUnit.SECONDS);
        }
    }
}
