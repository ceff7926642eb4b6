// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Something to be let in to, or not. */
@Path("/access")
public class AccessResource {

    private final SecurityIdentity identity;

    AccessResource(SecurityIdentity identity) {
        this.identity = identity;
    }

    @GET
    @Path("/user")
    @RolesAllowed(Roles.USER)
    public String user() {
        return Caller.of(identity).userId().toString();
    }

    @GET
    @Path("/operator")
    @RolesAllowed(Roles.OPERATOR)
    public String operator() {
        return "operator";
    }

    @POST
    @Path("/upload")
    @PermitAll
    public int upload(String body) {
        return body.length();
    }

    @POST
    @Path("/upload-reactive")
    @PermitAll
    public Uni<Integer> uploadReactive(String body) {
        return Uni.createFrom().item(body.length());
    }

    /** Something typed. */
    public record Order(String symbol, int lots) {}

    @POST
    @Path("/order")
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    public int order(Order order) {
        return order.lots();
    }

    @GET
    @Path("/stream")
    @RolesAllowed({Roles.USER, Roles.OPERATOR})
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<String> stream() {
        return Multi.createFrom().item(Caller.of(identity).toString());
    }
}
