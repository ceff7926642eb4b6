// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code bot_trades}. */
@Entity
@Table(name = "bot_trades")
class TradeEntity {

    @Id
    UUID id;

    @Embedded
    TradeRecord state;

    /** As {@link TradeRecord#effectiveAt}, computed by the database, which orders trades by it. */
    @Nullable
    @Column(insertable = false, updatable = false)
    Instant effectiveAt;

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected TradeEntity() {}

    TradeEntity(UUID id, TradeRecord state) {
        this.id = id;
        this.state = state;
    }
}
