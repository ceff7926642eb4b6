// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.common.events.Topic;
import java.util.Locale;
import java.util.Set;

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
}
