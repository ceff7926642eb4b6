// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.Topic;
import io.ballast.common.redis.RedisGateway;
import io.ballast.common.security.Roles;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.TestTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of the running service share: events of a subject of their own, and a user of their own. */
@SuppressWarnings("NullAway.Init") // filled in by the test framework
abstract class BridgeScenario {

    static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Inject
    EventPublisher publisher;

    @Inject
    RedisGateway redis;

    @TestHTTPResource("/")
    URI base;

    EmbeddedRedis server;
    final UUID user = UUID.randomUUID();
    /** Each test looks at a subject of its own. */
    final String subject = "S" + UUID.randomUUID();

    int made;

    @BeforeEach
    void routeRuns() {
        eventually(() -> given().auth()
                .oauth2(TestTokens.token(Roles.OPERATOR, user))
                .get("/api/v1/routes/push")
                .then()
                .statusCode(200)
                .body("state", equalTo("Running")));
    }

    void publishMany(int count) {
        for (int i = 0; i < count; i++) {
            publish(Topic.MARKET_TRADES, null);
        }
    }

    void publish(Topic topic, @Nullable UUID owner) {
        publish(topic, owner, "");
    }

    /** Publishes an event of that topic as its catalogue wants it, made longer by {@code note}. */
    void publish(Topic topic, @Nullable UUID owner, String note) {
        Event event = new Event(
                Integer.toString(made + 1),
                "/test",
                type(topic),
                subject,
                Instant.now(),
                TRACEPARENT,
                owner,
                "{\"note\":\"" + note + "\"," + data(topic) + "}");
        publisher.publish(List.of(new Outgoing(topic, event))).await().atMost(Duration.ofSeconds(10));
        made++;
    }

    private static String type(Topic topic) {
        return switch (topic) {
            case MARKET_TRADES -> "market.trade";
            case MARKET_QUOTES -> "market.quote";
            case TRADE_INTENT -> "trade.intent";
            case CIRCUIT_EVENTS -> "circuit.transition";
            default -> throw new IllegalArgumentException("no specimen of " + topic);
        };
    }

    private static String data(Topic topic) {
        return switch (topic) {
            case MARKET_TRADES ->
                "\"venue\":\"x\",\"price\":1.50,\"size\":1,\"side\":\"buy\",\"trade_id\":\"7\","
                        + "\"venue_time\":\"2026-01-05T12:00:00Z\"";
            case MARKET_QUOTES ->
                "\"venue\":\"x\",\"bid\":1.50,\"bid_size\":1,\"ask\":1.51,\"ask_size\":1,\"venues\":[\"x\"],"
                        + "\"state\":\"LIVE\",\"locked\":false,\"crossed\":false,\"price\":1.50";
            case TRADE_INTENT ->
                "\"account\":\"main\",\"trade_id\":\"t-1\",\"mode\":\"LIVE\",\"symbol\":\"EURUSD\",\"direction\":\"buy\","
                        + "\"volume\":1,\"entry_price\":1.1,\"entry_time\":\"2026-01-05T12:00:00Z\",\"status\":\"open\"";
            case CIRCUIT_EVENTS ->
                "\"at\":\"2026-01-05T12:00:00Z\",\"service\":\"s\",\"name\":\"n\",\"instance\":\"i\",\"from\":\"CLOSED\","
                        + "\"to\":\"OPEN\",\"cause\":\"failures\"";
            default -> throw new IllegalArgumentException("no specimen of " + topic);
        };
    }

    String send(Command command, String... arguments) {
        return String.valueOf(redis.command(command, arguments).await().atMost(Duration.ofSeconds(5)));
    }

    static List<String> numbers(int from, int to) {
        List<String> numbers = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            numbers.add(Integer.toString(i));
        }
        return numbers;
    }

    String query(String more) {
        return "?topics=market.trades&subjects=" + subject + more;
    }

    String token() {
        return TestTokens.token(Roles.USER, user);
    }

    int port() {
        return base.getPort();
    }

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(assertion);
    }
}
