// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.events;

import io.ballast.reconciliation.answer.PageCursor;
import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.ledger.Ledger.EventQuery;
import io.ballast.reconciliation.ledger.LogEntry.EventType;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which of a user's log rows are asked for; what is null is not asked for. */
record EventQuestion(
        UUID user,
        @Nullable String account,
        @Nullable String symbol,
        @Nullable EventType type,
        @Nullable Instant from,
        @Nullable Instant to) {

    static EventQuestion of(
            UUID user,
            @Nullable String account,
            @Nullable String symbol,
            @Nullable String type,
            @Nullable String from,
            @Nullable String to) {
        Instant begin = Field.of("from").optionalTime(from);
        Instant end = Field.of("to").optionalTime(to);
        if (begin != null && end != null && begin.isAfter(end)) {
            throw Field.of("from").wrong("must not be after to");
        }
        return new EventQuestion(
                user,
                account == null ? null : Field.of("account").account(account),
                symbol == null ? null : Field.of("symbol").symbol(symbol),
                type == null ? null : Field.of("event_type").oneOf(EventType.class, type),
                begin,
                end);
    }

    /** The rows after that one, the newest for null. */
    EventQuery after(@Nullable Logged last, int limit) {
        return after(last == null ? null : new PageCursor(last.entry().createdAt(), last.id()), limit);
    }

    EventQuery after(@Nullable PageCursor cursor, int limit) {
        EventQuery.Cursor before = cursor == null ? null : new EventQuery.Cursor(cursor.at(), cursor.id());
        return new EventQuery(user, account, null, symbol, type, from, to, before, limit);
    }
}
