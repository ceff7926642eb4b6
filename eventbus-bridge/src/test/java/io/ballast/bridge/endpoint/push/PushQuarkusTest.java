// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.common.events.Topic;
import io.ballast.common.security.Roles;
import io.ballast.common.testing.RedisResource;
import io.ballast.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Events from the stream to clients over real sockets and a real Redis. */
@QuarkusTest
@QuarkusTestResource(RedisResource.class)
@QuarkusTestResource(BridgeSettings.class)
class PushQuarkusTest extends BridgeScenario {
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
            assertThat(event.get("type").asText()).isEqualTo("market.trade");
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
            assertThat(client.values("event")).containsOnly("market.trade");
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
    void aStalledClientHoldsUpNobodyAndIsToldWhatItMissed() {
        try (SocketClient stalled = SocketClient.open(port(), token(), query(""));
                SocketClient other = SocketClient.open(port(), token(), query(""))) {
            stalled.stalled = true;
            publish(Topic.MARKET_TRADES, null);
            eventually(() -> assertThat(stalled.ids()).containsExactly("1"));
            String large = "x".repeat(200_000);
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
}
