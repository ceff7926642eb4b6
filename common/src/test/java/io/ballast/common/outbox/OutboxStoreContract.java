// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import io.ballast.common.outbox.OutboxStore.Backlog;
import io.ballast.common.outbox.OutboxStore.OtherDatabaseException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every outbox store owes, with a database or without. Each test begins with an empty one. */
public interface OutboxStoreContract {

    Topic TOPIC = Topic.RECONCILIATION_EVENTS;

    OutboxStore store();

    Writing begin();

    /** A transaction under way. */
    interface Writing {

        void write(Topic topic, Event event);

        void commit();

        void rollback();
    }

    @Test
    default void rowsComeBackExactlyAndInTheOrderWritten() {
        Event full = new Event(
                UUID.randomUUID().toString(),
                "/reconciliation-service",
                "reconciliation.position_closed",
                "main",
                Instant.parse("2026-01-05T12:00:00.123456Z"),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                UUID.randomUUID(),
                "{\"price\": 1.10, \"text\": \"ä\"}");
        List<Event> written = new ArrayList<>(List.of(full));
        Writing transaction = begin();
        transaction.write(TOPIC, full);
        for (int i = 0; i < 20; i++) {
            written.add(event());
            transaction.write(TOPIC, written.getLast());
            transaction.write(Topic.GUARD_ALERTS, event());
        }
        transaction.commit();

        assertThat(await(store().after(TOPIC, OutboxPosition.START, 100)))
                .extracting(OutboxRow::event)
                .isEqualTo(written);
    }

    @Test
    default void pagesFollowEachOther() {
        List<Event> written = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            written.add(committed());
        }
        List<Event> read = new ArrayList<>();
        OutboxPosition position = OutboxPosition.START;
        for (List<OutboxRow> page = page(position, 3); !page.isEmpty(); page = page(position, 3)) {
            assertThat(page).hasSizeLessThanOrEqualTo(3);
            page.forEach(row -> read.add(row.event()));
            position = page.getLast().position();
        }
        assertThat(read).isEqualTo(written);
    }

    @Test
    default void aRowCommittedLateComesBeforeThoseThatOvertookIt() {
        Writing first = begin();
        Event slow = event();
        first.write(TOPIC, slow);
        Event quick = committed();

        assertThat(page(OutboxPosition.START, 10)).isEmpty();
        first.commit();
        assertThat(page(OutboxPosition.START, 10)).extracting(OutboxRow::event).containsExactly(slow, quick);
    }

    @Test
    default void whatIsRolledBackNeverWasAndHoldsNothingBack() {
        Writing first = begin();
        first.write(TOPIC, event());
        Event second = committed();
        first.rollback();

        assertThat(page(OutboxPosition.START, 10)).extracting(OutboxRow::event).containsExactly(second);
    }

    @Test
    default void whatWaitsIsCountedHeldBackOrNot() {
        assertThat(await(store().backlog(TOPIC, OutboxPosition.START))).isEqualTo(Backlog.NONE);
        committed();
        OutboxPosition position = page(OutboxPosition.START, 10).getLast().position();
        Writing open = begin();
        open.write(TOPIC, event());
        committed();
        committed();

        assertThat(await(store().backlog(TOPIC, position)).rows()).isEqualTo(2);
        assertThat(await(store().backlog(TOPIC, OutboxPosition.START)).rows()).isEqualTo(3);
        assertThat(await(store().backlog(TOPIC, position)).oldest()).isLessThan(Duration.ofMinutes(1));
        open.rollback();
    }

    @Test
    default void onlyWhatIsRelayedAndOldIsForgotten() {
        List<Event> written = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            written.add(committed());
        }
        OutboxPosition third = page(OutboxPosition.START, 3).getLast().position();

        assertThat(await(store().prune(TOPIC, third, Duration.ofHours(1), 10))).isZero();
        assertThat(await(store().prune(TOPIC, third, Duration.ZERO, 2))).isEqualTo(2);
        assertThat(await(store().prune(TOPIC, third, Duration.ZERO, 10))).isEqualTo(1);
        assertThat(page(OutboxPosition.START, 10)).extracting(OutboxRow::event).isEqualTo(written.subList(3, 5));
    }

    @Test
    default void theConfirmedPositionIsRemembered() {
        assertThat(await(store().confirmed(TOPIC))).isEqualTo(OutboxPosition.START);
        committed();
        committed();
        List<OutboxRow> rows = page(OutboxPosition.START, 10);
        rows.forEach(row -> await(store().confirm(TOPIC, row.position())));

        assertThat(await(store().confirmed(TOPIC))).isEqualTo(rows.getLast().position());
        assertThat(await(store().confirmed(Topic.GUARD_ALERTS))).isEqualTo(OutboxPosition.START);
    }

    @Test
    default void aPositionOfAnotherDatabaseIsRefused() {
        committed();
        OutboxPosition here = page(OutboxPosition.START, 10).getLast().position();
        OutboxPosition elsewhere = new OutboxPosition("another", here.timeline(), here.transaction(), here.sequence());

        assertThatThrownBy(() -> page(elsewhere, 10)).isInstanceOf(OtherDatabaseException.class);
    }

    private Event committed() {
        Event event = event();
        Writing transaction = begin();
        transaction.write(TOPIC, event);
        transaction.commit();
        return event;
    }

    private List<OutboxRow> page(OutboxPosition position, int limit) {
        return await(store().after(TOPIC, position, limit));
    }

    static Event event() {
        return new Event(
                UUID.randomUUID().toString(),
                "/test",
                "reconciliation.position_matched",
                "main",
                Instant.parse("2026-01-05T12:00:00Z"),
                null,
                null,
                "{}");
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }
}
