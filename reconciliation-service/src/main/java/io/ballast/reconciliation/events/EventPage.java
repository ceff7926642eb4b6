// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.events;

import io.ballast.reconciliation.answer.PageCursor;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
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
    static EventPage of(EventQuestion question, List<Logged> found, int limit) {
        List<Logged> shown = found.size() > limit ? found.subList(0, limit) : found;
        return new EventPage(
                question.user(),
                shown.stream().map(EventView::of).toList(),
                found.size() > limit ? cursor(shown.getLast(), question) : null);
    }

    private static String cursor(Logged last, EventQuestion question) {
        return new PageCursor(last.entry().createdAt(), last.id()).text(question);
    }
}
