// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Events as the fields of a Redis stream entry: one field per CloudEvents attribute, and {@code data} as JSON text. */
public final class EventFields {

    private static final String SPEC_VERSION = "1.0";
    private static final String JSON = "application/json";
    private static final int UUID_LENGTH = 36;

    /** Version 00 of W3C Trace Context, section 3.2; later versions are longer but begin in the same way. */
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}.*");

    private EventFields() {}

    /** What an entry turned out to be. */
    public sealed interface Decoded {
        record Valid(Event event) implements Decoded {}

        /** @param cause names the attribute and what is wrong with it */
        record Invalid(String cause) implements Decoded {}
    }

    /**
     * As {@link #encode(Event)}, for what must be an event of the catalogue.
     *
     * @throws IllegalArgumentException naming the attribute, if it is none of {@code topic}
     */
    public static Map<String, String> encode(Topic topic, Event event) {
        Catalogue.problem(topic, event).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return encode(event);
    }

    public static Map<String, String> encode(Event event) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("specversion", SPEC_VERSION);
        fields.put("id", event.id());
        fields.put("source", event.source());
        fields.put("type", event.type());
        fields.put("subject", event.subject());
        fields.put("time", event.time().toString());
        fields.put("datacontenttype", JSON);
        if (event.traceparent() != null) {
            fields.put("traceparent", event.traceparent());
        }
        if (event.userId() != null) {
            fields.put("userid", event.userId().toString());
        }
        fields.put("data", event.data());
        return fields;
    }

    /** As {@link #decode(Map)}, and invalid too if it is no event of {@code topic} as the catalogue has it. */
    public static Decoded decode(Topic topic, Map<String, String> fields) {
        return switch (decode(fields)) {
            case Decoded.Valid valid ->
                Catalogue.problem(topic, valid.event())
                        .<Decoded>map(Decoded.Invalid::new)
                        .orElse(valid);
            case Decoded.Invalid invalid -> invalid;
        };
    }

    /** The envelope alone. A trace context that is none is left out: no event is given up for it. */
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
        String contentType = fields.getOrDefault("datacontenttype", JSON);
        if (!JSON.equals(contentType)) {
            return new Decoded.Invalid("datacontenttype must be " + JSON + ": " + contentType);
        }
        String userId = fields.get("userid");
        try {
            return new Decoded.Valid(new Event(
                    required(fields, "id"),
                    required(fields, "source"),
                    required(fields, "type"),
                    required(fields, "subject"),
                    Instant.parse(required(fields, "time")),
                    traceparent(fields.get("traceparent")),
                    userId == null ? null : uuid(userId),
                    required(fields, "data")));
        } catch (DateTimeException e) {
            return new Decoded.Invalid("time is no RFC 3339 instant: " + fields.get("time"));
        } catch (IllegalArgumentException e) {
            return new Decoded.Invalid("userid is no UUID: " + userId);
        }
    }

    private static @Nullable String traceparent(@Nullable String given) {
        return given != null && TRACEPARENT.matcher(given).matches() ? given : null;
    }

    /** {@link UUID#fromString} also takes shorter groups, which then are another UUID. */
    private static UUID uuid(String given) {
        if (given.length() != UUID_LENGTH) {
            throw new IllegalArgumentException("not a UUID");
        }
        return UUID.fromString(given);
    }

    private static String required(Map<String, String> fields, String attribute) {
        String value = fields.get(attribute);
        if (value == null) {
            throw new IllegalStateException(attribute + " was checked before");
        }
        return value;
    }
}
