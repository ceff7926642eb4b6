// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code account_state}. */
@Entity
@Table(name = "account_state")
class AccountEntity {

    @Id
    UUID id;

    @Embedded
    AccountState state;

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected AccountEntity() {}

    AccountEntity(UUID id, AccountState state) {
        this.id = id;
        this.state = state;
    }
}
