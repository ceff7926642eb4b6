// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ballast.reconciliation.ledger.LogEntry;
import io.ballast.reconciliation.ledger.LogEntry.EventFinding;
import io.ballast.reconciliation.ledger.LogEntry.EventSubject;
import io.ballast.reconciliation.ledger.LogEntry.EventType;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
import io.ballast.reconciliation.ledger.PositionState.MatchState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One log row as clients see it. */
@RegisterForReflection
public record EventView(
        UUID eventId,
        String eventType,
        UUID userId,
        Instant createdAt,
        @Nullable String divergenceReason,
        String description,
        Metadata metadata) {

    /** What the event is about. */
    @RegisterForReflection
    public record Metadata(
            @Nullable String symbol,
            @JsonProperty("mt5_ticket") @Nullable Long mt5Ticket,
            boolean matched,
            @Nullable BigDecimal pnlGbp,
            @Nullable String code) {}

    public static EventView of(Logged logged) {
        LogEntry entry = logged.entry();
        EventSubject subject = entry.subject();
        EventFinding finding = entry.finding();
        return new EventView(
                logged.id(),
                EventType.of(entry).text(),
                subject.userId(),
                entry.createdAt(),
                finding.divergenceReason() == null
                        ? null
                        : finding.divergenceReason().text(),
                description(subject, finding),
                new Metadata(
                        subject.symbol(),
                        subject.mt5PositionId(),
                        finding.matched() == MatchState.MATCHED,
                        finding.pnlGbp(),
                        code(finding)));
    }

    /** Rows from before there were codes have the reason of their end for one. */
    private static @Nullable String code(EventFinding finding) {
        return finding.code() != null || finding.closeReason() == null
                ? finding.code()
                : finding.closeReason().text();
    }

    private static String description(EventSubject subject, EventFinding finding) {
        if (subject.symbol() == null || subject.direction() == null || subject.volume() == null) {
            return String.valueOf(finding.errorMessage());
        }
        String what = "%s %s %s"
                .formatted(
                        subject.symbol(),
                        subject.direction().text(),
                        subject.volume().toPlainString());
        if (finding.closeReason() != null) {
            what += ", " + finding.closeReason().text().replace('_', ' ');
        }
        return finding.errorMessage() == null ? what : what + ": " + finding.errorMessage();
    }
}
