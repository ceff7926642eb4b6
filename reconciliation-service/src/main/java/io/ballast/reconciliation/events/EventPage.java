// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.events;

import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.ledger.Ledger.EventQuery.Cursor;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events, newest first.
 *
 * @param nextCursor asks for what comes after; null on the last page
 */
record EventPage(UUID userId, List<EventView> events, @Nullable String nextCursor) {

    /** @param found up to {@code limit} + 1 rows; the one too many only tells that there is more */
    static EventPage of(UUID userId, List<Logged> found, int limit) {
        List<Logged> shown = found.size() > limit ? found.subList(0, limit) : found;
        return new EventPage(
                userId,
                shown.stream().map(EventView::of).toList(),
                found.size() > limit ? cursor(shown.getLast()) : null);
    }

    static @Nullable Cursor read(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("/", 2);
            return new Cursor(Field.of("cursor").time(parts[0]), UUID.fromString(parts[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw Field.of("cursor").wrong("is none of ours");
        }
    }

    private static String cursor(Logged last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((last.entry().createdAt() + "/" + last.id()).getBytes(StandardCharsets.UTF_8));
    }
}
