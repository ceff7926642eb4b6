// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.outbox;

import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import io.ballast.common.outbox.OutboxPosition;
import io.ballast.common.outbox.OutboxRow;
import io.ballast.common.outbox.OutboxStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The table {@code outbox}. Every statement runs in a transaction of its own, so that a transaction-pooling proxy may
 * stand in between; nothing is listened to and no session remembers anything.
 */
final class PostgresOutboxStore implements OutboxStore {

    /**
     * Below the oldest open transaction of this very snapshot nothing can be committed any more. The identity of the
     * cluster is asked for in the same statement: the connection may lead elsewhere than the one before.
     */
    private static final String AFTER =
            """
            SELECT c.system_identifier::text AS cluster, o.timeline, o.xid::text AS xid, o.seq, o.id, o.source, o.type,
                o.subject, o.user_id, o.occurred_at, o.traceparent, o.data
            FROM pg_control_system() c LEFT JOIN LATERAL (
                SELECT timeline, xid, seq, id, source, type, subject, user_id, occurred_at, traceparent, data
                FROM outbox
                WHERE topic = $1 AND (timeline, xid, seq) > ($2, ($3::text)::xid8, $4)
                    AND xid < pg_snapshot_xmin(pg_current_snapshot())
                ORDER BY timeline, xid, seq LIMIT $5) o ON true
            ORDER BY o.timeline, o.xid, o.seq""";

    private static final String BACKLOG =
            """
            SELECT count(*) AS waiting, coalesce(extract(epoch FROM clock_timestamp() - min(written_at)), 0)::float8 AS age
            FROM (SELECT written_at FROM outbox WHERE topic = $1 AND (timeline, xid, seq) > ($2, ($3::text)::xid8, $4)
                LIMIT $5) w""";

    private static final String CONFIRM =
            """
            INSERT INTO outbox_position (topic, position) VALUES ($1, $2)
            ON CONFLICT (topic) DO UPDATE SET position = excluded.position, confirmed_at = now()""";

    private static final String CONFIRMED = "SELECT position FROM outbox_position WHERE topic = $1";

    private static final String PRUNE =
            """
            DELETE FROM outbox WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM outbox
                WHERE topic = $1 AND (timeline, xid, seq) <= ($2, ($3::text)::xid8, $4)
                    AND written_at <= now() - make_interval(secs => $5)
                ORDER BY timeline, xid, seq LIMIT $6))""";

    /** How calls are limited in time. */
    interface Limit {
        <T> Uni<T> call(Supplier<Uni<T>> work);
    }

    private final Pool pool;
    private final Limit limit;

    PostgresOutboxStore(Pool pool, Limit limit) {
        this.pool = pool;
        this.limit = limit;
    }

    @Override
    public Uni<List<OutboxRow>> after(Topic topic, OutboxPosition position, int rows) {
        return execute(AFTER, place(topic, position).addInteger(rows)).map(found -> rows(position, found));
    }

    private static List<OutboxRow> rows(OutboxPosition position, RowSet<Row> found) {
        List<OutboxRow> rows = new ArrayList<>(found.size());
        for (Row row : found) {
            String cluster = row.getString("cluster");
            if (!position.equals(OutboxPosition.START) && !position.database().equals(cluster)) {
                throw new OtherDatabaseException(position.database(), cluster);
            }
            if (row.getValue("seq") != null) {
                rows.add(new OutboxRow(
                        new OutboxPosition(
                                cluster,
                                row.getInteger("timeline"),
                                Long.parseLong(row.getString("xid")),
                                row.getLong("seq")),
                        event(row)));
            }
        }
        return rows;
    }

    private static Event event(Row row) {
        return new Event(
                row.getUUID("id").toString(),
                row.getString("source"),
                row.getString("type"),
                row.getString("subject"),
                row.getOffsetDateTime("occurred_at")
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toInstant(),
                row.getString("traceparent"),
                row.getUUID("user_id"),
                row.getString("data"));
    }

    @Override
    public Uni<Backlog> backlog(Topic topic, OutboxPosition position) {
        return execute(BACKLOG, place(topic, position).addInteger(Backlog.MOST))
                .map(found -> found.iterator().next())
                .map(row -> new Backlog(
                        row.getLong("waiting"),
                        Duration.ofMillis(Math.max(0, Math.round(row.getDouble("age") * 1000)))));
    }

    @Override
    public Uni<Void> confirm(Topic topic, OutboxPosition position) {
        return execute(CONFIRM, Tuple.of(topic.topicName(), position.text())).replaceWithVoid();
    }

    @Override
    public Uni<OutboxPosition> confirmed(Topic topic) {
        return execute(CONFIRMED, Tuple.of(topic.topicName()))
                .map(found -> found.size() == 0
                        ? OutboxPosition.START
                        : OutboxPosition.parse(found.iterator().next().getString(0)));
    }

    @Override
    public Uni<Integer> prune(Topic topic, OutboxPosition position, Duration keep, int most) {
        return execute(
                        PRUNE,
                        place(topic, position)
                                .addDouble(keep.toMillis() / 1000.0)
                                .addInteger(most))
                .map(RowSet::rowCount);
    }

    private static Tuple place(Topic topic, OutboxPosition position) {
        return Tuple.tuple()
                .addString(topic.topicName())
                .addInteger(position.timeline())
                .addString(Long.toString(position.transaction()))
                .addLong(position.sequence());
    }

    private Uni<RowSet<Row>> execute(String sql, Tuple parameters) {
        return limit.call(() ->
                pool.withTransaction(connection -> connection.preparedQuery(sql).execute(parameters)));
    }
}
