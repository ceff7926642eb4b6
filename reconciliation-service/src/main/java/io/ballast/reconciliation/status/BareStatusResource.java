// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.status;

import io.ballast.common.time.TimeSource;
import io.ballast.reconciliation.answer.Answers;
import io.ballast.reconciliation.ledger.Ledger;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.Path;

/** The same without the prefix, where older clients look for it. */
@Path("/reconciliation/status")
class BareStatusResource extends StatusResource {

    BareStatusResource(Answers answers, Ledger ledger, TimeSource time, SecurityIdentity identity) {
        super(answers, ledger, time, identity);
    }
}
