// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import io.ballast.common.security.Caller;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event, as CloudEvents 1.0 names its attributes (https://github.com/cloudevents/spec, v1.0.2).
 *
 * @param id unique within {@code source}
 * @param source who made it, for example {@code /market-aggregator-service}
 * @param type for example {@code market.trade}, see {@link EventType}
 * @param subject what it is about; order is kept per subject
 * @param time when it happened at its origin
 * @param traceparent W3C trace context of the work that made it, null where it was not sampled
 * @param userId the user it belongs to, null where it belongs to nobody
 * @param data JSON text of an object
 */
public record Event(
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        @Nullable String traceparent,
        @Nullable UUID userId,
        String data) {

    public Event {
        requireText("id", id);
        requireText("source", source);
        requireText("type", type);
        requireText("subject", subject);
        requireText("data", data);
    }

    /** The same event as the caller's own, whomever it named before: what a request brings is its token's. */
    public Event ownedBy(Caller caller) {
        return new Event(id, source, type, subject, time, traceparent, caller.userId(), data);
    }

    /** The same event with the trace context of the span under which it goes on. */
    public Event continuedBy(@Nullable String nextTraceparent) {
        return new Event(id, source, type, subject, time, nextTraceparent, userId, data);
    }

    private static void requireText(String attribute, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(attribute + " must not be blank");
        }
    }
}
