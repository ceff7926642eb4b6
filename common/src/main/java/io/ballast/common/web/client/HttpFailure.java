// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The API gave no answer that could be used. Names neither address nor headers. */
public final class HttpFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable Duration retryAfter;

    HttpFailure(String message, int status, @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** The status; 0 where there was none. */
    public int status() {
        return status;
    }

    /** How long the API wants to be left alone; until then calls fail without reaching it. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
