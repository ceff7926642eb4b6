// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code position_state}. */
@Entity
@Table(name = "position_state")
class PositionEntity {

    @Id
    UUID id;

    @Embedded
    PositionState state;

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected PositionEntity() {}

    PositionEntity(UUID id, PositionState state) {
        this.id = id;
        this.state = state;
    }
}
