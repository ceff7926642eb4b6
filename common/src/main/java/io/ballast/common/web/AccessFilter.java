// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web;

import io.ballast.common.security.AuthFailure;
import io.ballast.common.security.AuthFailures;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * Sees every request first and every answer last: refuses bodies that announce to be too large, and counts the answers
 * 401, 403 and 429 by their reason, whoever gave them.
 */
@ApplicationScoped
class AccessFilter {

    /** Before everything of Quarkus' and ours; the highest goes first. */
    private static final int FIRST = 10_000;

    private static final String REASON = AccessFilter.class.getName();

    private final AuthFailures failures;
    private final long maxBody;

    AccessFilter(AuthFailures failures, VertxHttpConfig http) {
        this.failures = failures;
        this.maxBody = http.limits().maxBodySize().map(MemorySize::asLongValue).orElse(Long.MAX_VALUE);
    }

    void register(@Observes Filters filters) {
        filters.register(this::pass, FIRST);
    }

    /** Keeps for the count why {@code context} is about to be answered with 401 or 403. */
    static void remember(@Nullable RoutingContext context, Throwable failure) {
        if (context != null) {
            context.put(REASON, AuthFailure.of(failure));
        }
    }

    private void pass(RoutingContext context) {
        context.addHeadersEndHandler(sent -> count(context));
        if (announced(context) > maxBody) {
            HttpProblems.tooLarge(context, maxBody);
        } else {
            context.next();
        }
    }

    private static long announced(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length.trim());
        } catch (NumberFormatException e) {
            return 0; // the protocol's own parser has refused it already
        }
    }

    private void count(RoutingContext context) {
        switch (context.response().getStatusCode()) {
            case 401 -> failures.count(reason(context, unauthorized(context)));
            case 403 -> failures.count(reason(context, AuthFailure.WRONG_ROLE));
            case 429 -> failures.count(AuthFailure.RATE_LIMITED);
            default -> {}
        }
    }

    private static AuthFailure reason(RoutingContext context, AuthFailure otherwise) {
        AuthFailure known = context.get(REASON);
        if (known != null) {
            return known;
        }
        AuthFailure failure = AuthFailure.of(context.failure());
        return failure == AuthFailure.OTHER ? otherwise : failure;
    }

    private static AuthFailure unauthorized(RoutingContext context) {
        if (context.request().getParam("ticket") != null) {
            return AuthFailure.INVALID_TICKET;
        }
        return context.request().getHeader(HttpHeaders.AUTHORIZATION) == null ? AuthFailure.MISSING : AuthFailure.OTHER;
    }
}
