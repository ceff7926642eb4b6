// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code bot_trades}. */
@Entity
@Table(name = "bot_trades")
class TradeEntity {

    @Id
    UUID id;

    @Embedded
    TradeRecord state;

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected TradeEntity() {}

    TradeEntity(UUID id, TradeRecord state) {
        this.id = id;
        this.state = state;
    }
}
