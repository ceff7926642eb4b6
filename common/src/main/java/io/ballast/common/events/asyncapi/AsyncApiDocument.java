// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events.asyncapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.common.events.EventType;
import io.ballast.common.events.Topic;
import java.util.List;

/** AsyncAPI 3.0 (https://www.asyncapi.com/docs/reference/specification/v3.0.0), made of the catalogue alone. */
final class AsyncApiDocument {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AsyncApiDocument() {}

    /** The same text whenever and wherever it is made. */
    static String text() {
        ObjectNode document = JSON.createObjectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Ballast events")
                .put("version", "1")
                .put(
                        "description",
                        "Topics are Redis streams. An entry is a CloudEvents 1.0 event: one field per attribute (the"
                                + " message's headers), and the field data with the payload as JSON text. Members that"
                                + " a payload does not name may be there and are ignored. An entry that is no such event"
                                + " goes to ballast:stream:dlq:<consumer> with its cause.")
                .putObject("license")
                .put("name", "Apache-2.0");
        document.put("defaultContentType", "application/json");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        for (Topic topic : Topic.values()) {
            channel(channels.putObject(topic.topicName()), topic);
            operations(operations, topic);
        }
        ObjectNode messages = document.putObject("components").putObject("messages");
        for (EventType type : EventType.values()) {
            message(messages.putObject(type.typeName()), type);
        }
        return print(document);
    }

    private static void channel(ObjectNode channel, Topic topic) {
        channel.put("address", topic.streamKey());
        channel.put(
                "description",
                topic.hasEnvelope()
                        ? "The subject is the " + topic.subjectMeaning() + "; order is kept per subject."
                        : "Plain fields exchange, symbol, timestamp, close; no events.");
        ObjectNode messages = channel.putObject("messages");
        for (EventType type : EventType.of(topic)) {
            messages.putObject(type.typeName()).put("$ref", "#/components/messages/" + type.typeName());
        }
        channel.put("x-audience", topic.audience().name());
        channel.put("x-retention", topic.retention().atLeast().toString());
        channel.put("x-shards", topic.shards().count());
    }

    private static void operations(ObjectNode operations, Topic topic) {
        operation(operations, "send", topic, topic.flow().producers());
        operation(operations, "receive", topic, topic.flow().consumers());
    }

    private static void operation(ObjectNode operations, String action, Topic topic, List<String> parties) {
        ObjectNode operation = operations.putObject(action + "." + topic.topicName());
        operation.put("action", action);
        operation.putObject("channel").put("$ref", "#/channels/" + topic.topicName());
        ArrayNode who = operation.putArray("x-parties");
        parties.forEach(who::add);
    }

    private static void message(ObjectNode message, EventType type) {
        message.put("name", type.typeName());
        message.put("contentType", "application/json");
        message.set("headers", JsonSchemas.envelope(type));
        message.set("payload", JsonSchemas.of(type.data()));
    }

    private static String print(ObjectNode document) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(lines);
        try {
            return JSON.writer(printer).writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory can be written", e);
        }
    }
}
