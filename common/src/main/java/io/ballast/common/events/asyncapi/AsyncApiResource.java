// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events.asyncapi;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The document as this release has it, beside {@code /q/openapi}. */
@Path("/q/asyncapi")
class AsyncApiResource {

    private final String document = AsyncApiDocument.text();

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public String document() {
        return document;
    }
}
