// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code audit}. */
@Entity
@Table(name = "audit")
class AuditEntity {

    @Id
    UUID id;

    @Embedded
    Audit audit;

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected AuditEntity() {}

    AuditEntity(UUID id, Audit audit) {
        this.id = id;
        this.audit = audit;
    }
}
