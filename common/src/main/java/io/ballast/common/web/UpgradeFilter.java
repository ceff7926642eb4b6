// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web;

import io.ballast.common.security.Roles;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.BiConsumer;

/**
 * Lets nobody open a WebSocket but users and operators, and answers who may not with a problem. Left to the framework,
 * a refused upgrade is an empty answer, and for a bad token a second one that fails with a stack trace in the log.
 */
@ApplicationScoped
class UpgradeFilter {

    /** After authentication (200) and before authorization (100). */
    private static final int AUTHENTICATED = 150;

    void register(@Observes Filters filters) {
        filters.register(this::check, AUTHENTICATED);
    }

    private void check(RoutingContext context) {
        Uni<SecurityIdentity> caller = context.get(QuarkusHttpUser.DEFERRED_IDENTITY_KEY);
        if (caller == null || !context.request().headers().contains(HttpHeaders.UPGRADE, "websocket", true)) {
            context.next();
            return;
        }
        BiConsumer<RoutingContext, Throwable> nobody = (same, failure) -> {}; // it is answered here
        context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, nobody);
        context.request().pause();
        caller.subscribe().with(identity -> decide(context, identity), failure -> {
            context.request().resume();
            HttpProblems.refuse(context, failure);
        });
    }

    private static void decide(RoutingContext context, SecurityIdentity caller) {
        context.request().resume();
        if (caller.isAnonymous()) {
            HttpProblems.refuse(context, new UnauthorizedException());
        } else if (caller.hasRole(Roles.USER) || caller.hasRole(Roles.OPERATOR)) {
            context.next();
        } else {
            HttpProblems.refuse(context, new ForbiddenException());
        }
    }
}
