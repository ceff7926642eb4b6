// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.Topic;
import io.ballast.common.outbox.OutboxPosition;
import io.ballast.common.outbox.OutboxRow;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

class InMemoryLedgerTest implements LedgerContract {

    private final InMemoryLedger ledger = new InMemoryLedger(List.of((changes, traceparent) -> changes.events().stream()
            .map(logged -> new Outgoing(Topic.RECONCILIATION_EVENTS, event(logged)))
            .toList()));

    private static Event event(Logged logged) {
        return new Event(
                logged.id().toString(),
                "/test",
                "reconciliation.position_matched",
                "main",
                logged.entry().occurredAt(),
                null,
                logged.entry().subject().userId(),
                "{}");
    }

    @Override
    public List<UUID> outboxOf(UUID userId) {
        return await(() -> ledger.outbox().after(Topic.RECONCILIATION_EVENTS, OutboxPosition.START, 1000)).stream()
                .map(OutboxRow::event)
                .filter(event -> userId.equals(event.userId()))
                .map(event -> UUID.fromString(event.id()))
                .toList();
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public <T> T await(Supplier<Uni<T>> work) {
        return work.get().await().indefinitely();
    }
}
