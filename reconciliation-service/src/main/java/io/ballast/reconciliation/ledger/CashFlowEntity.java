// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.ledger.Changes.CashFlow;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code cash_flows}. */
@Entity
@Table(name = "cash_flows")
class CashFlowEntity {

    @Id
    UUID id;

    @Embedded
    CashFlow flow;

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected CashFlowEntity() {}

    CashFlowEntity(UUID id, CashFlow flow) {
        this.id = id;
        this.flow = flow;
    }
}
