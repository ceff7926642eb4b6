// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A failure whose answer is known: status, title, detail, and what else the caller should see. Immutable. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final transient Map<String, Object> members;
    private final @Nullable Duration retryAfter;

    private ProblemException(
            int status, String title, String detail, Map<String, Object> members, @Nullable Duration retryAfter) {
        super(detail);
        this.status = status;
        this.title = title;
        this.members = members;
        this.retryAfter = retryAfter;
    }

    /** 400: the named field is wrong. */
    public static ProblemException badField(String field, String detail) {
        return new ProblemException(400, "Bad request", field + ": " + detail, Map.of("field", field), null);
    }

    /** 404: there is no such thing for this caller. */
    public static ProblemException notFound(String detail) {
        return new ProblemException(404, "Not found", detail, Map.of(), null);
    }

    /** 409: it contradicts what is there. */
    public static ProblemException conflict(String detail) {
        return new ProblemException(409, "Conflict", detail, Map.of(), null);
    }

    /** 413: the body has more than {@code limit} bytes. */
    static ProblemException tooLarge(long limit) {
        return new ProblemException(413, "Content too large", "a body may have " + limit + " bytes", Map.of(), null);
    }

    /** 429: too much at once; worth trying again after {@code retryAfter}. */
    public static ProblemException tooManyRequests(Duration retryAfter) {
        return new ProblemException(429, "Too many requests", "the limit is exceeded", Map.of(), retryAfter);
    }

    /** 503: a dependency is away; worth trying again after {@code retryAfter}. */
    public static ProblemException unavailable(String detail, Duration retryAfter) {
        return new ProblemException(503, "Service unavailable", detail, Map.of(), retryAfter);
    }

    /** The same problem with one more member in its body. */
    public ProblemException with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new ProblemException(status, title, String.valueOf(getMessage()), more, retryAfter);
    }

    /** Of the answer to an HTTP request. */
    public int status() {
        return status;
    }

    String title() {
        return title;
    }

    Map<String, Object> members() {
        return members;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
