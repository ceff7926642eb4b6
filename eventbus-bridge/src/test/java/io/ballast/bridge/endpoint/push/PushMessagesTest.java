// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.bridge.delivery.Cursor;
import io.ballast.bridge.delivery.Outgoing;
import io.ballast.bridge.delivery.Outgoing.Message;
import io.ballast.bridge.delivery.Position;
import io.ballast.bridge.delivery.Positions;
import io.ballast.bridge.delivery.StreamPage;
import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushMessagesTest {

    private static final UUID USER = UUID.fromString("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
    private static final Cursor CURSOR = new Cursor(1L << 16, Positions.NONE);
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final PushMessages messages = new PushMessages(new ObjectMapper(), 200);

    @Test
    void anEventIsStructuredCloudEventsJsonWithItsDataUntouched() {
        Message message = ready(Topic.TRADE_INTENT, "{\"price\": 1.500, \"note\": \"a\\\"b\"}", USER);

        assertThat(messages.event(message, CURSOR))
                .isEqualTo(
                        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"subject\":\"BTC-USDT\","
                                + "\"time\":\"2026-01-05T12:00:00Z\",\"datacontenttype\":\"application/json\","
                                + "\"traceparent\":\"" + TRACE + "\",\"userid\":\"" + USER + "\","
                                + "\"data\":{\"price\": 1.500, \"note\": \"a\\\"b\"},\"cursor\":\"" + CURSOR.encode()
                                + "\"}");
    }

    @Test
    void controlMessagesCannotBeTakenForEvents() {
        Outgoing.Gap gap =
                new Outgoing.Gap(Set.of(Topic.MARKET_TRADES, Topic.GUARD_ALERTS), Outgoing.Reason.SLOW_CLIENT, CURSOR);

        assertThat(messages.gap(gap))
                .isEqualTo("{\"type\":\"ballast.gap\",\"data\":{\"topics\":[\"market.trades\",\"guard.alerts\"],"
                        + "\"reason\":\"slow_client\"},\"cursor\":\"" + CURSOR.encode() + "\"}");
        assertThat(messages.heartbeat(CURSOR))
                .isEqualTo("{\"type\":\"ballast.heartbeat\",\"cursor\":\"" + CURSOR.encode() + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "1", "{", "{\"a\":}", "{} {}", "{}x", "nothing", "{\"a\":1}}"})
    void dataThatIsNoJsonObjectIsRefused(String data) {
        assertThat(messages.render(entry(Topic.MARKET_TRADES), event(data, null), TRACE))
                .isInstanceOfSatisfying(PushMessages.Rendered.Refused.class, refused -> assertThat(refused.cause())
                        .startsWith("data is no JSON object: "));
    }

    @Test
    void anEventThatIsTooLongIsRefused() {
        String data = "{\"a\":\"" + "x".repeat(200) + "\"}";

        assertThat(messages.render(entry(Topic.MARKET_TRADES), event(data, null), TRACE))
                .isEqualTo(new PushMessages.Rendered.Refused("data is longer than 200 characters: 208"));
    }

    @Test
    void aQuoteSupersedesThoseOfItsVenueOnly() {
        String kraken = state(Topic.MARKET_QUOTES, "{\"venue\":\"kraken\",\"bid\":1}");

        assertThat(state(Topic.MARKET_QUOTES, "{\"bid\":{\"venue\":0},\"venue\":\"kraken\"}"))
                .isEqualTo(kraken);
        assertThat(state(Topic.MARKET_QUOTES, "{\"venue\":\"consolidated\"}")).isNotEqualTo(kraken);
    }

    @Test
    void aCandleSupersedesOnlyItself() {
        String open = state(Topic.MARKET_CANDLES, "{\"interval\":\"1m\",\"open_time\":60,\"closed\":false}");

        assertThat(state(Topic.MARKET_CANDLES, "{\"interval\":\"1m\",\"open_time\":60,\"closed\":true}"))
                .isEqualTo(open);
        assertThat(state(Topic.MARKET_CANDLES, "{\"interval\":\"1m\",\"open_time\":120}"))
                .isNotEqualTo(open);
    }

    @Test
    void tradesAndUserEventsAreNeverSuperseded() {
        for (Topic topic : Set.of(Topic.MARKET_TRADES, Topic.MARKET_CONTROL, Topic.TRADE_INTENT, Topic.GUARD_ALERTS)) {
            assertThat(ready(topic, "{\"venue\":\"x\"}", null).stateKey()).isNull();
        }
    }

    private String state(Topic topic, String data) {
        return String.valueOf(ready(topic, data, null).stateKey());
    }

    private Message ready(Topic topic, String data, @Nullable UUID user) {
        return switch (messages.render(entry(topic), event(data, user), TRACE)) {
            case PushMessages.Rendered.Ready(Message message) -> message;
            case PushMessages.Rendered.Refused(String cause) -> throw new AssertionError(cause);
        };
    }

    private static StreamPage.Entry entry(Topic topic) {
        return new StreamPage.Entry(topic, new Position(5, 0), Map.of());
    }

    private static Event event(String data, @Nullable UUID user) {
        return new Event("1", "/s", "t", "BTC-USDT", Instant.parse("2026-01-05T12:00:00Z"), null, user, data);
    }
}
