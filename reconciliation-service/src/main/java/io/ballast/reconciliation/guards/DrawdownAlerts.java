// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.guards;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.EventType;
import io.ballast.reconciliation.guards.GuardsView.DrawdownView;
import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.Changes;
import io.ballast.reconciliation.ledger.Ledger.ChangeEvents;
import io.ballast.reconciliation.ledger.LogEntry;
import io.ballast.reconciliation.ledger.LogEntry.EventKind;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The drawdown guard's state whenever its level changes, as {@code /guards/status} shows it. */
@ApplicationScoped
class DrawdownAlerts implements ChangeEvents {

    private static final String SOURCE = "/reconciliation-service/guards";

    /** The event's data. */
    @RegisterForReflection
    record Alert(String account, @JsonUnwrapped DrawdownView state) {}

    private final ObjectMapper json;

    DrawdownAlerts(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public List<Outgoing> of(Changes changes, @Nullable String traceparent) {
        AccountState account = changes.account();
        if (account == null) {
            return List.of();
        }
        return changes.events().stream()
                .filter(logged -> triggered(logged.entry()))
                .map(logged -> new Outgoing(EventType.GUARD_DRAWDOWN.topic(), event(logged, account, traceparent)))
                .toList();
    }

    private static boolean triggered(LogEntry entry) {
        return entry.finding().eventType() == EventKind.GUARD_TRIGGER
                && entry.subject().symbol() == null;
    }

    private Event event(Logged logged, AccountState account, @Nullable String traceparent) {
        LogEntry entry = logged.entry();
        String name = account.key().account();
        return new Event(
                UUID.nameUUIDFromBytes(("guard/" + logged.id()).getBytes(StandardCharsets.UTF_8))
                        .toString(),
                SOURCE,
                EventType.GUARD_DRAWDOWN.typeName(),
                name,
                entry.occurredAt(),
                traceparent,
                account.key().userId(),
                text(new Alert(name, GuardRules.drawdown(account, entry.createdAt()))));
    }

    private String text(Alert alert) {
        try {
            return json.writeValueAsString(alert);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
