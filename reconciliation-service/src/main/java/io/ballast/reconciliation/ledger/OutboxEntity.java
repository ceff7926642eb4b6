// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher.Outgoing;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code outbox} as it is written; its place in the order is given by the database. */
@Entity
@Table(name = "outbox")
class OutboxEntity {

    @Id
    UUID id;

    String topic;
    String source;
    String type;
    String subject;

    @Nullable
    UUID userId;

    Instant occurredAt;

    @Nullable
    String traceparent;

    String data;

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected OutboxEntity() {}

    OutboxEntity(Outgoing outgoing) {
        Event event = outgoing.event();
        this.id = UUID.fromString(event.id());
        this.topic = outgoing.topic().topicName();
        this.source = event.source();
        this.type = event.type();
        this.subject = event.subject();
        this.userId = event.userId();
        this.occurredAt = event.time();
        this.traceparent = event.traceparent();
        this.data = event.data();
    }
}
