// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.storage;

import io.ballast.common.database.ReplicatedDatabase;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Says on every answer to a query, while only a replica can be read, as of when it is known to be complete. */
class StaleAnswers {

    private static final String AS_OF = "X-Data-As-Of";

    private final ReplicatedDatabase servers;

    StaleAnswers(ReplicatedDatabase servers) {
        this.servers = servers;
    }

    @ServerResponseFilter
    public void tell(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getMethod().equals("GET") && response.getStatus() < 400) {
            servers.staleSince().ifPresent(asOf -> response.getHeaders().putSingle(AS_OF, asOf.toString()));
        }
    }
}
