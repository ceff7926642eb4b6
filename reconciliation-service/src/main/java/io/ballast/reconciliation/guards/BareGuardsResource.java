// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.guards;

import io.ballast.common.time.TimeSource;
import io.ballast.reconciliation.answer.Answers;
import io.ballast.reconciliation.ledger.Ledger;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.Path;

/** The same without the prefix, where older clients look for it. */
@Path("/guards/status")
class BareGuardsResource extends GuardsResource {

    BareGuardsResource(Answers answers, Ledger ledger, TimeSource time, SecurityIdentity identity) {
        super(answers, ledger, time, identity);
    }
}
