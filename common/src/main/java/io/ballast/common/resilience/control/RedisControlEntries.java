// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.events.EventFields;
import io.ballast.common.resilience.control.ControlPlane.Recorded;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stream entries as XRANGE and XREVRANGE return them; what is no event is left out. */
final class RedisControlEntries {

    private RedisControlEntries() {}

    static List<Recorded> of(@Nullable Response entries) {
        List<Recorded> events = new ArrayList<>();
        if (entries != null) {
            for (Response entry : entries) {
                if (EventFields.decode(fields(entry.get(1))) instanceof EventFields.Decoded.Valid valid) {
                    events.add(new Recorded(entry.get(0).toString(), valid.event()));
                }
            }
        }
        return events;
    }

    /** The position of the last entry, or {@code otherwise} if there is none. */
    static String last(@Nullable Response entries, String otherwise) {
        return entries == null || entries.size() == 0
                ? otherwise
                : entries.get(entries.size() - 1).get(0).toString();
    }

    private static Map<String, String> fields(Response flat) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            fields.put(flat.get(i).toString(), flat.get(i + 1).toString());
        }
        return fields;
    }
}
