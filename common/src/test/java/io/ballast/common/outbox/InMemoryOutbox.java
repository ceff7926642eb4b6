// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import io.ballast.common.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** An outbox that forgets everything at the end, with transactions that overlap as those of a database do. */
public final class InMemoryOutbox implements OutboxStore {

    private static final Comparator<Stored> ORDER =
            (a, b) -> a.row().position().before(b.row().position())
                    ? -1
                    : a.row().position().equals(b.row().position()) ? 0 : 1;

    private record Stored(Topic topic, OutboxRow row, long writtenAt) {}

    private final TimeSource time;
    private final String database = "memory";
    private final TreeSet<Stored> committed = new TreeSet<>(ORDER);
    private final TreeSet<Long> open = new TreeSet<>();
    private final Map<Topic, OutboxPosition> confirmed = new HashMap<>();
    private int timeline = 1;
    private long transactions = 700;
    private long sequence;

    public InMemoryOutbox(TimeSource time) {
        this.time = time;
    }

    /** A transaction; it takes its place in the order with its first row. */
    public final class Transaction implements OutboxStoreContract.Writing {

        private final List<Stored> rows = new ArrayList<>();
        private long id;

        @Override
        public void write(Topic topic, Event event) {
            synchronized (InMemoryOutbox.this) {
                if (id == 0) {
                    id = ++transactions;
                    open.add(id);
                }
                OutboxPosition position = new OutboxPosition(database, timeline, id, ++sequence);
                rows.add(new Stored(topic, new OutboxRow(position, event), time.nanos()));
            }
        }

        @Override
        public void commit() {
            synchronized (InMemoryOutbox.this) {
                open.remove(id);
                committed.addAll(rows);
            }
        }

        @Override
        public void rollback() {
            synchronized (InMemoryOutbox.this) {
                open.remove(id);
            }
        }
    }

    public Transaction begin() {
        return new Transaction();
    }

    /** A replica takes over that had not got the last {@code lost} transactions; their numbers are given again. */
    synchronized void promote(int lost) {
        timeline++;
        transactions -= lost;
        committed.removeIf(stored -> stored.row().position().transaction() > transactions);
    }

    /** Every committed row, in order. */
    synchronized List<OutboxRow> committed() {
        return committed.stream().map(Stored::row).toList();
    }

    @Override
    public synchronized Uni<List<OutboxRow>> after(Topic topic, OutboxPosition position, int limit) {
        if (!position.equals(OutboxPosition.START) && !position.database().equals(database)) {
            return Uni.createFrom().failure(new OtherDatabaseException(position.database(), database));
        }
        long oldestOpen = open.isEmpty() ? Long.MAX_VALUE : open.getFirst();
        return Uni.createFrom()
                .item(committed.stream()
                        .filter(stored -> stored.topic() == topic)
                        .map(Stored::row)
                        .filter(row -> position.before(row.position()))
                        .filter(row -> row.position().transaction() < oldestOpen)
                        .limit(limit)
                        .toList());
    }

    @Override
    public synchronized Uni<Backlog> backlog(Topic topic, OutboxPosition position) {
        List<Stored> waiting = committed.stream()
                .filter(stored ->
                        stored.topic() == topic && position.before(stored.row().position()))
                .toList();
        return Uni.createFrom()
                .item(
                        waiting.isEmpty()
                                ? Backlog.NONE
                                : new Backlog(
                                        waiting.size(),
                                        Duration.ofNanos(time.nanos()
                                                - waiting.getFirst().writtenAt())));
    }

    @Override
    public synchronized Uni<Void> confirm(Topic topic, OutboxPosition position) {
        confirmed.put(topic, position);
        return Uni.createFrom().voidItem();
    }

    @Override
    public synchronized Uni<OutboxPosition> confirmed(Topic topic) {
        return Uni.createFrom().item(confirmed.getOrDefault(topic, OutboxPosition.START));
    }

    @Override
    public synchronized Uni<Integer> prune(Topic topic, OutboxPosition position, Duration keep, int limit) {
        List<Stored> old = committed.stream()
                .filter(stored ->
                        stored.topic() == topic && !position.before(stored.row().position()))
                .filter(stored -> time.nanos() - stored.writtenAt() >= keep.toNanos())
                .limit(limit)
                .toList();
        old.forEach(committed::remove);
        return Uni.createFrom().item(old.size());
    }
}
