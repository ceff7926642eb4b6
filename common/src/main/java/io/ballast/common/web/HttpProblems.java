// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Problem answers of what is no JAX-RS endpoint: filters, upgrade requests, failures before routing. */
public final class HttpProblems {

    private static final Logger LOG = Logger.getLogger(HttpProblems.class);

    private HttpProblems() {}

    /** Answers with a 413 and ends an HTTP/1 connection, on which the rest of the body would be the next request. */
    static void tooLarge(RoutingContext context, long limit) {
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        send(context, ProblemException.tooLarge(limit));
    }

    /** Answers who may not with a 401 or 403, and whoever could not be asked about with what the failure says. */
    static void refuse(RoutingContext context, Throwable failure) {
        switch (failure) {
            case ProblemException problem -> send(context, problem);
            case AuthenticationFailedException bad -> unauthorized(context, bad);
            case UnauthorizedException none -> unauthorized(context, none);
            case ForbiddenException role -> send(context, 403, "Forbidden", Problems.WRONG_ROLE, null, Map.of());
            default -> {
                LOG.errorf(failure, "request failed: path=%s", context.normalizedPath());
                send(context, 500, "Internal error", null, null, Map.of());
            }
        }
    }

    private static void unauthorized(RoutingContext context, SecurityException why) {
        AccessFilter.remember(context, why);
        context.response().putHeader("WWW-Authenticate", "Bearer");
        send(context, 401, "Unauthorized", Problems.NO_TOKEN, null, Map.of());
    }

    private static void send(RoutingContext context, ProblemException problem) {
        send(context, problem.status(), problem.title(), problem.getMessage(), problem.retryAfter(), problem.members());
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
