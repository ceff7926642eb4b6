// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Problem answers of what is no JAX-RS endpoint: filters, upgrade requests, failures before routing. */
public final class HttpProblems {

    private HttpProblems() {}

    /** Answers with a 413 and ends an HTTP/1 connection, on which the rest of the body would be the next request. */
    static void tooLarge(RoutingContext context, long limit) {
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        send(context, 413, "Content too large", "a body may have " + limit + " bytes", null, Map.of());
    }

    /** Answers with that problem, unless an answer is already under way. */
    public static void send(
            RoutingContext context,
            int status,
            String title,
            @Nullable String detail,
            @Nullable Duration retryAfter,
            Map<String, Object> members) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        if (retryAfter != null) {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(Problems.seconds(retryAfter)));
        }
        Map<String, Object> body = Problems.body(
                status,
                title,
                detail,
                context.request().path(),
                UUID.randomUUID().toString(),
                members);
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problems.MEDIA_TYPE)
                .end(new JsonObject(body).toBuffer())
                .onFailure(gone -> {}); // the caller hung up: nobody to tell
    }
}
