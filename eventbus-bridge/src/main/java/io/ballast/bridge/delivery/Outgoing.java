// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.common.events.Topic;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client is sent. */
public sealed interface Outgoing {

    /** Resuming from here gives exactly what was not sent before this. */
    Cursor cursor();

    /** An event, and the cursor after it. */
    record Event(Message message, Cursor cursor) implements Outgoing {}

    /** Events of these topics were lost to this client. After {@link Reason#SLOW_CLIENT} its cursor brings them back. */
    record Gap(Set<Topic> topics, Reason reason, Cursor cursor) implements Outgoing {
        public Gap {
            topics = Set.copyOf(topics);
        }
    }

    /** Why events are missing. */
    enum Reason {
        /** The client asked for what is no longer retained. */
        RETENTION,
        /** The source came back without its entries. */
        SOURCE_RESET,
        /** The source came back without its newest entries. */
        SOURCE_LOST_ENTRIES,
        /** The client was connected before the source was first reached. */
        SOURCE_UNAVAILABLE,
        /** The client took events slower than they came. */
        SLOW_CLIENT;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One event on its way to clients; the same object serves all of them.
     *
     * @param userId whom it belongs to, null where it belongs to nobody
     * @param stateKey equal for events of which a later one says all that an earlier one said; null for events that must
     *     each be delivered
     * @param body the JSON object without its closing brace: each client's cursor is added to it
     */
    record Message(
            Topic topic,
            Position position,
            String type,
            String subject,
            @Nullable UUID userId,
            @Nullable String stateKey,
            String body) {}

    /**
     * How much may wait for one client.
     *
     * @param events at most so many
     * @param bytes and at most so many characters of text
     * @param conflateAbove from so many on, newer states replace older ones
     * @param drops is told of everything that will never be sent
     */
    record Limits(int events, long bytes, int conflateAbove, Drops drops) {

        /** Counts what is not sent. */
        @FunctionalInterface
        public interface Drops {
            void dropped(Topic topic, String reason, int count);
        }
    }
}
