// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Values of the control plane as JSON text. One that cannot be read, perhaps of a later version, is left out. */
@ApplicationScoped
class RedisControlJson {

    private static final Logger LOG = Logger.getLogger(RedisControlJson.class);

    private final ObjectMapper mapper;
    private final ObjectReader reader;

    RedisControlJson(ObjectMapper mapper) {
        this.mapper = mapper;
        this.reader = mapper.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON: " + value.getClass(), e);
        }
    }

    /** With a member {@code stamp} by which the server can tell newer from older. */
    String stamped(Object value, String stamp) {
        ObjectNode tree = mapper.valueToTree(value);
        return tree.put("stamp", stamp).toString();
    }

    <T> Optional<T> one(@Nullable Response value, Class<T> type) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.forType(type).readValue(value.toString()));
        } catch (JsonProcessingException e) {
            LOG.debugf("control value not read: type=%s error=%s", type.getSimpleName(), e.getOriginalMessage());
            return Optional.empty();
        }
    }

    <T> List<T> all(@Nullable Response values, Class<T> type) {
        List<T> read = new ArrayList<>();
        if (values != null) {
            for (Response value : values) {
                one(value, type).ifPresent(read::add);
            }
        }
        return read;
    }
}
