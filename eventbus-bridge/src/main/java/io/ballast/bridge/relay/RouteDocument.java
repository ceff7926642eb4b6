// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.bridge.delivery.Glob;
import io.ballast.bridge.delivery.Position;
import io.ballast.bridge.mapping.Change;
import io.ballast.bridge.mapping.Condition;
import io.ballast.bridge.mapping.Selection;
import io.ballast.bridge.route.Route;
import io.ballast.bridge.route.RouteId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a route as JSON. Every refusal is an {@link IllegalArgumentException} that begins with the field. */
final class RouteDocument {

    private static final int LARGEST_BATCH = 10_000;
    private static final int DEFAULT_BATCH = 100;
    private static final Pattern TOPIC = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    /** Written by this region's services alone; what others added would be taken for theirs. */
    private static final Set<String> SYSTEM =
            Set.of("broker.snapshots", "circuit.events", "guard.alerts", "cache.invalidations");

    private final Set<String> servers;

    /** @param servers names of every Redis that is configured */
    RouteDocument(Set<String> servers) {
        this.servers = servers;
    }

    RelayRoute parse(JsonNode json) {
        known("", json, "id", "source", "filter", "map", "sink", "from", "batch", "priority");
        RouteId id = checked("id", text(json, "id", ""), RouteId::new);
        RelayRoute.Source source = source(required(json, "source"), id);
        JsonNode map = part(json, "map");
        known("map.", map, "topic", "set", "drop", "project");
        RelayRoute.Sink sink = sink(required(json, "sink"), text(map, "topic", ""));
        return new RelayRoute(
                id,
                source,
                selection(part(json, "filter")),
                change(map),
                sink,
                from(text(json, "from", "new")),
                batch(json),
                checked(
                        "priority",
                        text(json, "priority", "normal"),
                        text -> RelayRoute.Priority.valueOf(text.toUpperCase(Locale.ROOT))));
    }

    private RelayRoute.Source source(JsonNode source, RouteId id) {
        known("source.", source, "type", "topics", "group", "redis");
        if (!text(source, "type", "").equals("stream")) {
            throw refused("source.type", "unknown source type, known are stream: " + text(source, "type", ""));
        }
        List<String> topics = texts("source.topics", source.path("topics")).stream()
                .distinct()
                .toList();
        if (topics.isEmpty()) {
            throw refused("source.topics", "at least one topic is needed");
        }
        topics.forEach(topic -> topic("source.topics", topic));
        String group = text(source, "group", "route-" + id);
        if (group.isBlank() || group.length() > 100) {
            throw refused("source.group", "must have 1 to 100 characters");
        }
        return new RelayRoute.Source(topics, group, server("source.redis", source));
    }

    private RelayRoute.Sink sink(JsonNode sink, String renamed) {
        known("sink.", sink, "type", "topic", "redis");
        if (!text(sink, "type", "").equals("stream")) {
            throw refused("sink.type", "unknown sink type, known are stream: " + text(sink, "type", ""));
        }
        String field = renamed.isEmpty() ? "sink.topic" : "map.topic";
        String topic = renamed.isEmpty() ? text(sink, "topic", "") : renamed;
        topic(field, topic.replace("{topic}", "x"));
        String redis = server("sink.redis", sink);
        if (redis.equals(RedisEnd.DEFAULT) && SYSTEM.contains(topic)) {
            throw refused(field, "a system topic, written by this region's services alone: " + topic);
        }
        return new RelayRoute.Sink(topic, redis);
    }

    private String server(String field, JsonNode end) {
        String name = text(end, "redis", RedisEnd.DEFAULT);
        if (!servers.contains(name)) {
            throw refused(field, "no Redis is configured under this name: " + name);
        }
        return name;
    }

    private static void topic(String field, String topic) {
        if (!TOPIC.matcher(topic).matches()) {
            throw refused(field, "must be 1 to 100 of a-z 0-9 . _ -, beginning with a letter or digit: " + topic);
        }
    }

    private static Selection selection(JsonNode filter) {
        known("filter.", filter, "types", "subjects", "data");
        List<Glob> subjects = texts("filter.subjects", filter.path("subjects")).stream()
                .map(glob -> checked("filter.subjects", glob, Glob::new))
                .toList();
        List<Condition> data = new ArrayList<>();
        for (JsonNode condition : array("filter.data", filter.path("data"))) {
            known("filter.data.", condition, "pointer", "op", "value");
            data.add(checked(
                    "filter.data",
                    text(condition, "pointer", ""),
                    pointer -> new Condition(
                            JsonPointer.compile(pointer),
                            Condition.Operator.of(text(condition, "op", "==")),
                            condition.path("value"))));
        }
        return new Selection(new HashSet<>(texts("filter.types", filter.path("types"))), subjects, data);
    }

    private static Change change(JsonNode map) {
        Map<String, String> set = new LinkedHashMap<>();
        JsonNode attributes = part(map, "set");
        attributes.properties().forEach(attribute -> {
            if (!attribute.getValue().isTextual()) {
                throw refused("map.set", "must be text: " + attribute.getKey());
            }
            set.put(attribute.getKey(), attribute.getValue().asText());
        });
        List<JsonPointer> project = texts("map.project", map.path("project")).stream()
                .map(pointer -> checked("map.project", pointer, JsonPointer::compile))
                .toList();
        try {
            return new Change(set, new HashSet<>(texts("map.drop", map.path("drop"))), project);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("map." + e.getMessage(), e);
        }
    }

    private static Route.From from(String text) {
        if (text.startsWith("id:")) {
            return new Route.From.Id(checked("from", text.substring(3), Position::parse));
        }
        if (text.startsWith("time:")) {
            return new Route.From.Time(checked("from", text.substring(5), Instant::parse));
        }
        return switch (text) {
            case "new" -> new Route.From.New();
            case "oldest" -> new Route.From.Oldest();
            default -> throw refused("from", "must be new, oldest, id:<entry id> or time:<instant>: " + text);
        };
    }

    private static int batch(JsonNode json) {
        JsonNode batch = json.path("batch");
        if (batch.isMissingNode() || batch.isNull()) {
            return DEFAULT_BATCH;
        }
        if (!batch.canConvertToInt() || batch.asInt() < 1 || batch.asInt() > LARGEST_BATCH) {
            throw refused("batch", "must be 1 to " + LARGEST_BATCH + ": " + batch.asText());
        }
        return batch.asInt();
    }

    private static JsonNode required(JsonNode json, String name) {
        if (!json.path(name).isObject()) {
            throw refused(name, "is missing, or no object");
        }
        return json.path(name);
    }

    private static JsonNode part(JsonNode json, String name) {
        JsonNode part = json.path(name);
        if (part.isMissingNode() || part.isNull()) {
            return NOTHING;
        }
        if (!part.isObject()) {
            throw refused(name, "must be an object");
        }
        return part;
    }

    private static String text(JsonNode json, String name, String absent) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isTextual()) {
            throw refused(name, "must be text");
        }
        return value.asText();
    }

    private static List<String> texts(String field, JsonNode values) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : array(field, values)) {
            if (!value.isTextual()) {
                throw refused(field, "must be a list of texts");
            }
            texts.add(value.asText());
        }
        return texts;
    }

    private static JsonNode array(String field, JsonNode values) {
        if (!values.isArray() && !values.isMissingNode() && !values.isNull()) {
            throw refused(field, "must be a list");
        }
        return values;
    }

    /** A misspelt field would be ignored, and the route be another than was meant. */
    private static void known(String path, JsonNode json, String... names) {
        if (!json.isObject()) {
            throw refused(path.isEmpty() ? "route" : path, "must be an object");
        }
        ObjectNode rest = ((ObjectNode) json).deepCopy();
        rest.remove(List.of(names));
        if (!rest.isEmpty()) {
            throw refused(path + rest.fieldNames().next(), "unknown field, known are " + String.join(", ", names));
        }
    }

    private static <T> T checked(String field, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            String said = String.valueOf(e.getMessage());
            throw refused(field, said.startsWith(field + ": ") ? said.substring(field.length() + 2) : said);
        }
    }

    private static IllegalArgumentException refused(String field, String detail) {
        return new IllegalArgumentException(field + ": " + detail);
    }
}
