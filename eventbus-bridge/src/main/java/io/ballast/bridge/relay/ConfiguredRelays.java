// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.bridge.route.RouteConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The routes from stream to stream that are configured. One that is configured wrongly stops the start. */
@ApplicationScoped
class ConfiguredRelays {

    private final RouteConfig config;
    private final Map<String, RelayRoute> routes = new TreeMap<>();

    ConfiguredRelays(RouteConfig config) {
        this.config = config;
    }

    /** @throws IllegalStateException naming the setting that is wrong */
    List<RelayRoute> routes(RouteDocument documents) {
        config.byId().forEach((id, settings) -> {
            if (settings.enabled() && settings.sink().type().equals("stream")) {
                try {
                    routes.put(id, documents.parse(json(id, settings)));
                } catch (IllegalArgumentException e) {
                    throw new IllegalStateException("ballast.bridge.routes." + id + "." + e.getMessage(), e);
                }
            }
        });
        return List.copyOf(routes.values());
    }

    Optional<RelayRoute> named(String id) {
        return Optional.ofNullable(routes.get(id));
    }

    /** Whether the configuration has a route of that id, of whatever kind. */
    boolean has(String id) {
        return config.byId().containsKey(id);
    }

    private static ObjectNode json(String id, RouteConfig.Settings settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("from", settings.from()).put("batch", settings.batch());
        ObjectNode source = json.putObject("source");
        source.put("type", settings.source().type())
                .put("redis", settings.source().redis());
        settings.source().group().ifPresent(group -> source.put("group", group));
        list(source.putArray("topics"), Optional.of(settings.source().topics()));
        ObjectNode filter = json.putObject("filter");
        list(filter.putArray("types"), settings.filter().types());
        list(filter.putArray("subjects"), settings.filter().subjects());
        ObjectNode sink = json.putObject("sink");
        sink.put("type", settings.sink().type()).put("redis", settings.sink().redis());
        settings.sink().topic().ifPresent(topic -> sink.put("topic", topic));
        return json;
    }

    private static void list(ArrayNode array, Optional<List<String>> values) {
        values.orElse(List.of()).forEach(array::add);
    }
}
