// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.Topic;
import io.ballast.common.redis.RedisGateway;
import io.ballast.common.security.Roles;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.RedisResource;
import io.ballast.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From stream to client over real sockets and a real Redis. */
@QuarkusTest
@QuarkusTestResource(RedisResource.class)
@QuarkusTestResource(BridgeSettings.class)
@SuppressWarnings("NullAway.Init") // filled in by the test framework
class BridgeQuarkusTest {

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Inject
    EventPublisher publisher;

    @Inject
    RedisGateway redis;

    @TestHTTPResource("/")
    URI base;

    EmbeddedRedis server;

    private final UUID user = UUID.randomUUID();
    /** Each test looks at a subject of its own. */
    private final String subject = "S" + UUID.randomUUID();

    private int made;

    @BeforeEach
    void routeRuns() {
        eventually(() -> given().auth()
                .oauth2(TestTokens.token(Roles.OPERATOR, user))
                .get("/api/v1/routes/push")
                .then()
                .statusCode(200)
                .body("state", equalTo("Running")));
    }

    @Test
    void eventsComeLiveInOrderAndContinueTheirTrace() {
        try (SocketClient client =
                SocketClient.open(port(), token(), "?topics=market.trades,market.quotes&subjects=S*")) {
            publish(Topic.MARKET_TRADES, null);
            publish(Topic.MARKET_QUOTES, null);
            publish(Topic.MARKET_TRADES, null);

            eventually(() -> assertThat(client.ids()).containsExactly("1", "2", "3"));
            JsonNode event = client.events().getFirst();
            assertThat(event.get("specversion").asText()).isEqualTo("1.0");
            assertThat(event.get("type").asText()).isEqualTo("market.trades");
            assertThat(event.get("subject").asText()).isEqualTo(subject);
            assertThat(event.get("source").asText()).isEqualTo("/test");
            assertThat(event.get("datacontenttype").asText()).isEqualTo("application/json");
            assertThat(event.get("data").get("price").isNumber()).isTrue();
            assertThat(event.get("traceparent").asText())
                    .startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
                    .isNotEqualTo(TRACEPARENT);
        }
    }

    @Test
    void aClientThatComesBackGetsWhatItMissedAndThenWhatIsLive() {
        publishMany(5);
        String cursor;
        try (SocketClient client = SocketClient.open(port(), token(), query("&after=oldest"))) {
            eventually(() -> assertThat(client.ids()).containsExactlyElementsOf(numbers(1, 5)));
            publishMany(3);
            eventually(() -> assertThat(client.ids()).containsExactlyElementsOf(numbers(1, 8)));
            cursor = client.lastEventCursor();
        }
        publishMany(40);

        try (SocketClient client = SocketClient.open(port(), token(), query("&after=" + cursor))) {
            publishMany(5);
            eventually(() -> assertThat(client.ids()).containsExactlyElementsOf(numbers(9, 53)));
            assertThat(client.ofType("ballast.gap")).isEmpty();
        }
    }

    @Test
    void sseCarriesTheSameAndResumesByLastEventId() {
        publishMany(3);
        String last;
        try (SseClient client = new SseClient(port(), query("&after=oldest"), "Authorization", "Bearer " + token())) {
            eventually(() -> assertThat(client.values("data")).hasSize(3));
            assertThat(client.values("event")).containsOnly("market.trades");
            last = client.values("id").get(1);
            eventually(() ->
                    assertThat(client.lines).anyMatch(line -> line.startsWith(":") && line.contains("heartbeat")));
        }
        try (SseClient client = new SseClient(
                port(), query("&after=oldest"), "Authorization", "Bearer " + token(), "Last-Event-ID", last)) {
            publishMany(2);
            eventually(() -> assertThat(client.values("data")).hasSize(3));
            assertThat(client.values("data").getFirst())
                    .contains("\"id\":\"3\"")
                    .contains("\"cursor\":\"");
            assertThat(client.values("data").getLast()).contains("\"id\":\"5\"");
        }
        given().auth()
                .oauth2(token())
                .get("/events?topics=market.trades&after=garbage")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("after"));
    }

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

    private void assertUpgradeFails(String token, String status) {
        assertThatThrownBy(() -> SocketClient.connect(port(), token, ""))
                .rootCause()
                .hasMessageContaining(status);
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

    private String closeReason(String token, String query) throws Exception {
        try (SocketClient client = SocketClient.connect(port(), token, query)) {
            return client.closed.get(10, TimeUnit.SECONDS);
        }
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
    void anothersEventsAreNotSeen() {
        UUID other = UUID.randomUUID();
        try (SocketClient mine = SocketClient.open(port(), token(), "?topics=trade.intent");
                SocketClient operator =
                        SocketClient.open(port(), TestTokens.token(Roles.OPERATOR, other), "?subjects=" + subject)) {
            publish(Topic.TRADE_INTENT, other);
            publish(Topic.TRADE_INTENT, user);
            publish(Topic.CIRCUIT_EVENTS, null);

            eventually(() -> assertThat(operator.ids()).containsExactly("1", "2", "3"));
            eventually(() -> assertThat(mine.ids()).containsExactly("2"));
            try (SocketClient again = SocketClient.open(port(), token(), "?topics=trade.intent&after=oldest")) {
                eventually(() -> assertThat(again.ids()).containsExactly("2"));
            }
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
    void aStalledClientHoldsUpNobodyAndIsToldWhatItMissed() {
        try (SocketClient stalled = SocketClient.open(port(), token(), query(""));
                SocketClient other = SocketClient.open(port(), token(), query(""))) {
            stalled.stalled = true;
            publish(Topic.MARKET_TRADES, null);
            eventually(() -> assertThat(stalled.ids()).containsExactly("1"));
            String large = "{\"text\":\"" + "x".repeat(200_000) + "\"}";
            for (int i = 0; i < 150; i++) {
                publish(Topic.MARKET_TRADES, null, large);
            }

            eventually(() -> assertThat(other.ids()).containsExactlyElementsOf(numbers(1, 151)));
            assertThat(other.ofType("ballast.gap")).isEmpty();
            stalled.goOn();
            eventually(() -> assertThat(stalled.ofType("ballast.gap")).isNotEmpty());
            publish(Topic.MARKET_TRADES, null);
            eventually(() -> assertThat(stalled.ids()).endsWith("152").hasSizeLessThan(152));
            JsonNode gap = stalled.ofType("ballast.gap").getFirst();
            assertThat(gap.get("data").get("reason").asText()).isEqualTo("slow_client");
            List<JsonNode> before = stalled.messages.subList(0, stalled.messages.indexOf(gap)).stream()
                    .filter(message -> message.has("specversion"))
                    .toList();
            assertThat(before.getLast().get("id").asText()).isEqualTo(Integer.toString(before.size()));
            try (SocketClient back = SocketClient.open(
                    port(), token(), query("&after=" + gap.get("cursor").asText()))) {
                eventually(() -> assertThat(back.ids()).containsExactlyElementsOf(numbers(before.size() + 1, 152)));
            }
        }
    }

    @Test
    void whatNoRouteCarriesIsSaidAtOnce() {
        try (SocketClient client = SocketClient.open(port(), token(), "?topics=market.candles")) {
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
        given().get("/health").then().body("routes.push.state", equalTo("Running"));
        given().get("/q/metrics")
                .then()
                .body(containsString("ballast_push_clients"))
                .body(containsString("ballast_push_gaps_total"))
                .body(containsString("ballast_bridge_delivered_total{route=\"push\"}"))
                .body(containsString("ballast_bridge_dead_letters_total{route=\"push\"}"))
                .body(containsString("ballast_stream_lag_events{route=\"push\"}"))
                .body(containsString("ballast_stream_lag_seconds{route=\"push\"}"));
    }

    private void publishMany(int count) {
        for (int i = 0; i < count; i++) {
            publish(Topic.MARKET_TRADES, null);
        }
    }

    private void publish(Topic topic, @Nullable UUID owner) {
        publish(topic, owner, "{\"venue\":\"x\",\"price\":1.50}");
    }

    private void publish(Topic topic, @Nullable UUID owner, String data) {
        Event event = new Event(
                Integer.toString(made + 1),
                "/test",
                topic.topicName(),
                subject,
                Instant.now(),
                TRACEPARENT,
                owner,
                data);
        publisher.publish(List.of(new Outgoing(topic, event))).await().atMost(Duration.ofSeconds(10));
        made++;
    }

    private String send(Command command, String... arguments) {
        return String.valueOf(redis.command(command, arguments).await().atMost(Duration.ofSeconds(5)));
    }

    private static List<String> numbers(int from, int to) {
        List<String> numbers = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            numbers.add(Integer.toString(i));
        }
        return numbers;
    }

    private String query(String more) {
        return "?topics=market.trades&subjects=" + subject + more;
    }

    private String token() {
        return TestTokens.token(Roles.USER, user);
    }

    private int port() {
        return base.getPort();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(assertion);
    }
}
