// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Events as the fields of a Redis stream entry: one field per CloudEvents attribute, and {@code data} as JSON text. */
public final class EventFields {

    private static final String SPEC_VERSION = "1.0";

    private EventFields() {}

    /** What an entry turned out to be. */
    public sealed interface Decoded {
        record Valid(Event event) implements Decoded {}

        /** @param cause names the attribute and what is wrong with it */
        record Invalid(String cause) implements Decoded {}
    }

    public static Map<String, String> encode(Event event) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("specversion", SPEC_VERSION);
        fields.put("id", event.id());
        fields.put("source", event.source());
        fields.put("type", event.type());
        fields.put("subject", event.subject());
        fields.put("time", event.time().toString());
        fields.put("datacontenttype", "application/json");
        if (event.traceparent() != null) {
            fields.put("traceparent", event.traceparent());
        }
        if (event.userId() != null) {
            fields.put("userid", event.userId().toString());
        }
        fields.put("data", event.data());
        return fields;
    }

    public static Decoded decode(Map<String, String> fields) {
        if (!SPEC_VERSION.equals(fields.get("specversion"))) {
            return new Decoded.Invalid("specversion must be " + SPEC_VERSION + ": " + fields.get("specversion"));
        }
        for (String attribute : new String[] {"id", "source", "type", "subject", "time", "data"}) {
            String value = fields.get(attribute);
            if (value == null || value.isBlank()) {
                return new Decoded.Invalid(attribute + " is missing");
            }
        }
        String userId = fields.get("userid");
        try {
            return new Decoded.Valid(new Event(
                    required(fields, "id"),
                    required(fields, "source"),
                    required(fields, "type"),
                    required(fields, "subject"),
                    Instant.parse(required(fields, "time")),
                    fields.get("traceparent"),
                    userId == null ? null : UUID.fromString(userId),
                    required(fields, "data")));
        } catch (DateTimeException e) {
            return new Decoded.Invalid("time is no RFC 3339 instant: " + fields.get("time"));
        } catch (IllegalArgumentException e) {
            return new Decoded.Invalid("userid is no UUID: " + userId);
        }
    }

    private static String required(Map<String, String> fields, String attribute) {
        String value = fields.get(attribute);
        if (value == null) {
            throw new IllegalStateException(attribute + " was checked before");
        }
        return value;
    }
}
