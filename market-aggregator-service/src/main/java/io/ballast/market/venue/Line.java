// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a session can do on its connection. Everything it hands over runs on the venue's loop, and only while the
 * connection lasts.
 */
public interface Line {

    void send(String text);

    /** The subscriptions stand. */
    void established();

    /** This connection is of no use any more; it is closed and another one is made. */
    void fail(String cause);

    /** A message that means nothing to us: counted, and logged the first time. */
    void unknown(String kind);

    /** Asks the venue's REST interface, behind the venue's breaker. */
    void get(String url, Consumer<Reply> then);

    void after(Duration delay, Runnable task);

    /** What a venue's REST interface answered. */
    sealed interface Reply {

        /** A 200 with its body. */
        record Ok(byte[] body) implements Reply {}

        /** The request itself is wrong (a 4xx other than 418 and 429): asking again changes nothing. */
        record Refused(int status) implements Reply {}

        /**
         * No answer, a server error, too many requests, or the breaker is open.
         *
         * @param retryAfter how long the venue told us to keep quiet, null where it did not
         */
        record Failed(String cause, @Nullable Duration retryAfter) implements Reply {}
    }
}
