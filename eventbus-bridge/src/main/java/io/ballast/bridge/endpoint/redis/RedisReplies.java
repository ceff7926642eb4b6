// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.redis;

import io.ballast.bridge.delivery.Position;
import io.ballast.bridge.delivery.StreamPage;
import io.ballast.common.events.Topic;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the replies of stream commands, in the forms of RESP2 and RESP3. */
final class RedisReplies {

    private RedisReplies() {}

    /** The reply of XRANGE and XREVRANGE. */
    static List<StreamPage.Entry> entries(Topic topic, @Nullable Response reply) {
        List<StreamPage.Entry> entries = new ArrayList<>();
        if (reply != null) {
            for (Response entry : reply) {
                entries.add(
                        new StreamPage.Entry(topic, Position.parse(entry.get(0).toString()), fields(entry.get(1))));
            }
        }
        return entries;
    }

    /** The reply of XREAD over several streams, as one sequence in the order of the entries' ids. */
    static List<StreamPage.Entry> tail(Map<String, Topic> byKey, @Nullable Response reply) {
        List<StreamPage.Entry> entries = new ArrayList<>();
        if (reply != null) {
            Set<String> keys = reply.isMap() ? reply.getKeys() : Set.of();
            keys.forEach(key -> entries.addAll(entries(topic(byKey, key), reply.get(key))));
            if (keys.isEmpty()) {
                for (Response stream : reply) {
                    entries.addAll(entries(topic(byKey, stream.get(0).toString()), stream.get(1)));
                }
            }
            entries.sort(Comparator.comparing(StreamPage.Entry::position));
        }
        return entries;
    }

    /** A field of XINFO STREAM. */
    static String info(Response reply, String field) {
        if (reply.isMap()) {
            return reply.get(field).toString();
        }
        for (int i = 0; i + 1 < reply.size(); i += 2) {
            if (reply.get(i).toString().equals(field)) {
                return reply.get(i + 1).toString();
            }
        }
        throw new IllegalStateException("XINFO STREAM has no " + field);
    }

    private static Topic topic(Map<String, Topic> byKey, String key) {
        Topic topic = byKey.get(key);
        if (topic == null) {
            throw new IllegalStateException("a stream that was not asked for: " + key);
        }
        return topic;
    }

    /** An entry deleted by hand can come without fields. */
    private static Map<String, String> fields(@Nullable Response pairs) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; pairs != null && i + 1 < pairs.size(); i += 2) {
            fields.put(pairs.get(i).toString(), pairs.get(i + 1).toString());
        }
        return fields;
    }
}
