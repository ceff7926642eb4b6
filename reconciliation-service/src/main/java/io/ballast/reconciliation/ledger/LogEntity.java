// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code reconciliation_logs}. */
@Entity
@Table(name = "reconciliation_logs")
class LogEntity {

    @Id
    UUID id;

    @Embedded
    LogEntry entry;

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected LogEntity() {}

    LogEntity(UUID id, LogEntry entry) {
        this.id = id;
        this.entry = entry;
    }
}
