// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a venue's REST interface answered. */
public sealed interface RestReply {

    /** A 200 with its body. */
    record Ok(byte[] body) implements RestReply {}

    /** The request itself is wrong (a 4xx other than 418 and 429): asking again changes nothing. */
    record Refused(int status) implements RestReply {}

    /**
     * No answer, a server error, too many requests, or the breaker is open.
     *
     * @param retryAfter how long the venue told us to keep quiet, null where it did not
     */
    record Failed(String cause, @Nullable Duration retryAfter) implements RestReply {}
}
