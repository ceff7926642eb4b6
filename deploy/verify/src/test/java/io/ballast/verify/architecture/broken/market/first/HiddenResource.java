// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture.broken.market.first;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource whose method nobody can reach. */
@Path("/hidden")
class HiddenResource {

    @GET
    String hidden() {
        return "404";
    }
}
