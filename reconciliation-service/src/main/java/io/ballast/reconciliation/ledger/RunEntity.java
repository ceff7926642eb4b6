// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code reconciliation_runs}. */
@Entity
@Table(name = "reconciliation_runs")
class RunEntity {

    @Id
    UUID runId;

    @Embedded
    RunRecord run;

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected RunEntity() {}

    RunEntity(UUID runId, RunRecord run) {
        this.runId = runId;
        this.run = run;
    }
}
