// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code user_summary}; only read this way, {@link Summaries} writes it. */
@Entity
@Table(name = "user_summary")
class UserEntity {

    @Id
    UUID userId;

    @Embedded
    UserSummary summary;

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected UserEntity() {}
}
