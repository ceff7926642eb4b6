// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.bridge.delivery.Cursor;
import io.ballast.bridge.delivery.Outgoing;
import io.ballast.bridge.delivery.Outgoing.Message;
import io.ballast.bridge.delivery.StreamPage;
import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that clients get: events in the structured form of the CloudEvents 1.0 JSON format
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md) with the extension attributes
 * {@code traceparent}, {@code userid} and {@code cursor}; {@code data} is a JSON object and passes through unchanged.
 *
 * <p>Control messages have a {@code type} that begins with {@code ballast.} and no {@code specversion}: {@code
 * {"type":"ballast.gap","data":{"topics":[...],"reason":"..."},"cursor":"..."}}, {@code
 * {"type":"ballast.heartbeat","cursor":"..."}} and {@code {"type":"ballast.notice","data":{...}}}.
 */
@ApplicationScoped
class PushMessages {

    /** What an event became. */
    sealed interface Rendered {
        record Ready(Message message) implements Rendered {}

        record Refused(String cause) implements Rendered {}
    }

    private final JsonFactory json;
    private final int longest;

    @Inject
    PushMessages(ObjectMapper mapper, PushConfig config) {
        this(mapper, config.eventBytes());
    }

    PushMessages(ObjectMapper mapper, int longest) {
        this.json = mapper.getFactory();
        this.longest = longest;
    }

    Rendered render(StreamPage.Entry entry, Event event, @Nullable String traceparent) {
        if (event.data().length() > longest) {
            return new Rendered.Refused("data is longer than " + longest + " characters: "
                    + event.data().length());
        }
        Map<String, String> state;
        try {
            state = scan(event.data());
        } catch (JsonProcessingException e) {
            return new Rendered.Refused("data is no JSON object: " + e.getOriginalMessage());
        } catch (IOException e) {
            return new Rendered.Refused("data is no JSON object: " + e.getMessage());
        }
        String whole = object(generator -> write(generator, event, traceparent));
        return new Rendered.Ready(new Message(
                entry.topic(),
                entry.position(),
                event.type(),
                event.subject(),
                event.userId(),
                stateKey(entry.topic(), event, state),
                whole.substring(0, whole.length() - 1)));
    }

    String event(Message message, Cursor cursor) {
        return message.body() + ",\"cursor\":\"" + cursor.encode() + "\"}"; // base64url needs no escaping
    }

    String gap(Outgoing.Gap gap) {
        return control("gap", gap.topics(), gap.reason().wireName(), gap.cursor());
    }

    String heartbeat(Cursor cursor) {
        return object(generator -> {
            generator.writeStringField("type", "ballast.heartbeat");
            generator.writeStringField("cursor", cursor.encode());
        });
    }

    /** Told once, at the beginning: no route carries these topics. */
    String notCarried(Collection<Topic> topics, Cursor cursor) {
        return control("notice", topics, "no_route", cursor);
    }

    private String control(String kind, Collection<Topic> topics, String reason, Cursor cursor) {
        return object(generator -> {
            generator.writeStringField("type", "ballast." + kind);
            generator.writeObjectFieldStart("data");
            generator.writeArrayFieldStart("topics");
            for (Topic topic : topics.stream().sorted().toList()) {
                generator.writeString(topic.topicName());
            }
            generator.writeEndArray();
            generator.writeStringField("reason", reason);
            generator.writeEndObject();
            generator.writeStringField("cursor", cursor.encode());
        });
    }

    private static void write(JsonGenerator generator, Event event, @Nullable String traceparent) throws IOException {
        generator.writeStringField("specversion", "1.0");
        generator.writeStringField("id", event.id());
        generator.writeStringField("source", event.source());
        generator.writeStringField("type", event.type());
        generator.writeStringField("subject", event.subject());
        generator.writeStringField("time", event.time().toString());
        generator.writeStringField("datacontenttype", "application/json");
        if (traceparent != null) {
            generator.writeStringField("traceparent", traceparent);
        }
        if (event.userId() != null) {
            generator.writeStringField("userid", event.userId().toString());
        }
        generator.writeFieldName("data");
        generator.writeRawValue(event.data().strip());
    }

    /** Reads all of it, so that clients never get half an object, and keeps what tells one state from another. */
    private Map<String, String> scan(String data) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        try (JsonParser parser = json.createParser(data)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it does not begin with {");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "venue", "interval", "open_time" -> found.put(name, String.valueOf(parser.getText()));
                    default -> {}
                }
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw new IOException("something follows it");
            }
        }
        return found;
    }

    /** Quotes and features supersede each other per venue, a candle only an earlier form of itself. */
    private static @Nullable String stateKey(Topic topic, Event event, Map<String, String> state) {
        return switch (topic) {
            case MARKET_QUOTES, MARKET_NORMALIZED, MARKET_CANDLES ->
                topic.topicName() + '|' + event.type() + '|' + event.subject() + '|' + state;
            case EXCHANGE_RAW,
                    MARKET_TRADES,
                    MARKET_CONTROL,
                    BROKER_SNAPSHOTS,
                    TRADE_INTENT,
                    RECONCILIATION_EVENTS,
                    GUARD_ALERTS,
                    CACHE_INVALIDATIONS,
                    CIRCUIT_EVENTS,
                    HEALTH_ALERTS -> null;
        };
    }

    private String object(Fields fields) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator generator = json.createGenerator(text)) {
            generator.writeStartObject();
            fields.write(generator);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator generator) throws IOException;
    }
}
