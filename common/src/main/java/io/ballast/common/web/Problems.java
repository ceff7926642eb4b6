// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds RFC 9457 bodies. */
final class Problems {

    static final String MEDIA_TYPE = "application/problem+json";

    static final String NO_TOKEN = "a valid bearer token is needed";
    static final String WRONG_ROLE = "the token's role does not allow this";

    private Problems() {}

    static Response.ResponseBuilder response(
            int status, String title, @Nullable String detail, String instance, Map<String, Object> members) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(body(status, title, detail, instance, UUID.randomUUID().toString(), members));
    }

    /** A {@code Retry-After} that is not too early: whole seconds, rounded up, at least 1. */
    static long seconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }

    static Map<String, Object> body(
            int status,
            String title,
            @Nullable String detail,
            String instance,
            String errorId,
            Map<String, Object> members) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", title);
        body.put("status", status);
        if (detail != null) {
            body.put("detail", detail);
        }
        body.put("instance", instance);
        body.put("errorId", errorId);
        body.putAll(members);
        return body;
    }
}
