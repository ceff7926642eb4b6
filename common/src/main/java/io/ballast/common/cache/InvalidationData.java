// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code data} of a {@code cache.invalidate} event. */
final class InvalidationData {

    private static final ObjectMapper JSON = new ObjectMapper();

    private InvalidationData() {}

    static String of(String key, long generation, @Nullable String walPosition, String region) {
        ObjectNode data = JSON.createObjectNode().put("key", key).put("generation", generation);
        return data.put("wal_position", walPosition).put("region", region).toString();
    }

    /** From where in the log on the change behind it is visible; empty if it is not said. */
    static Optional<String> walPosition(String data) {
        return text(data, "wal_position");
    }

    /** The region whose Redis has already forgotten the key; empty if it is not said. */
    static Optional<String> region(String data) {
        return text(data, "region");
    }

    private static Optional<String> text(String data, String member) {
        try {
            JsonNode value = JSON.readTree(data).path(member);
            return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
