// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.Topic;
import io.ballast.reconciliation.ledger.Changes;
import io.ballast.reconciliation.ledger.Ledger.ChangeEvents;
import io.ballast.reconciliation.ledger.LogEntry.EventSubject;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
import io.ballast.reconciliation.ledger.PositionState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every log row as an event to its user: under the row's own id, with the data that {@code /reconciliation/events} shows. */
@ApplicationScoped
class LoggedEvents implements ChangeEvents {

    private static final String SOURCE = "/reconciliation-service";

    private final ObjectMapper json;

    LoggedEvents(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public List<Outgoing> of(Changes changes, @Nullable String traceparent) {
        Map<Long, UUID> positions = changes.positions().stream()
                .collect(Collectors.toMap(PositionState::ticket, PositionState::id, (one, other) -> one));
        return changes.events().stream()
                .map(logged -> new Outgoing(Topic.RECONCILIATION_EVENTS, event(logged, positions, traceparent)))
                .toList();
    }

    private Event event(Logged logged, Map<Long, UUID> positions, @Nullable String traceparent) {
        EventSubject about = logged.entry().subject();
        UUID position = about.mt5PositionId() == null ? null : positions.get(about.mt5PositionId());
        EventView view = EventView.of(logged);
        return new Event(
                logged.id().toString(),
                SOURCE,
                "reconciliation." + view.eventType(),
                position == null ? about.accountId() : position.toString(),
                logged.entry().occurredAt(),
                traceparent,
                about.userId(),
                text(view));
    }

    private String text(EventView view) {
        try {
            return json.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
