// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web.limit;

import io.ballast.common.time.TimeSource;
import io.ballast.common.web.ProblemException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** The limit per subject: of every request to an endpoint that carries a valid token. */
@ApplicationScoped // not a singleton: that would be made before there is a configuration
class SubjectLimit {

    private final LimitConfig config;
    private final CurrentIdentityAssociation identities;
    private final Buckets buckets;

    SubjectLimit(LimitConfig config, CurrentIdentityAssociation identities, TimeSource time) {
        this.config = config;
        this.identities = identities;
        this.buckets = new Buckets(config.subject().rate(), config.subject().burst(), config.watched(), time);
    }

    @ServerRequestFilter
    public @Nullable Uni<Response> limit(UriInfo uri) {
        if (!config.enabled() || OpenPaths.contains(uri.getPath())) {
            return null;
        }
        return identities.getDeferredIdentity().invoke(this::take).map(identity -> null);
    }

    private void take(SecurityIdentity identity) {
        if (!identity.isAnonymous()) {
            buckets.take(identity.getPrincipal().getName()).ifPresent(wait -> {
                throw ProblemException.tooManyRequests(wait);
            });
        }
    }
}
