// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import io.vertx.sqlclient.Row;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server said of itself.
 *
 * @param standby it replays another's log
 * @param readOnly it refuses writes, as a standby or because it is configured so
 * @param position a standby: replayed up to here; else: flushed up to here
 * @param timeline of a server that writes: higher is the later promotion; 0 of a standby
 * @param replayAge since the commit of the last transaction a standby has replayed; null if it has replayed none
 * @param identity tells one server, and one start of it, from another behind the same address
 */
record ServerState(
        ServerAddress address,
        boolean standby,
        boolean readOnly,
        WalPosition position,
        long timeline,
        @Nullable Duration replayAge,
        String identity) {

    /** Any user may ask this of any server, in one round trip. */
    static final String QUERY =
            """
            SELECT pg_is_in_recovery(),
                   current_setting('transaction_read_only') = 'on',
                   (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_flush_lsn() END)::text,
                   CASE WHEN pg_is_in_recovery() THEN '0' ELSE left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) END,
                   CASE WHEN pg_is_in_recovery()
                        THEN (extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000)::bigint END,
                   pg_postmaster_start_time()::text || ' ' || coalesce(inet_server_port(), 0)""";

    static ServerState of(ServerAddress address, Row row) {
        String position = row.getString(2);
        Long age = row.getLong(4);
        return new ServerState(
                address,
                row.getBoolean(0),
                row.getBoolean(1),
                position == null ? WalPosition.START : WalPosition.parse(position),
                Long.parseLong(row.getString(3), 16),
                age == null ? null : Duration.ofMillis(age),
                row.getString(5));
    }

    boolean suits(Role role) {
        return switch (role) {
            case PRIMARY -> !standby && !readOnly;
            case REPLICA -> true;
        };
    }

    /** Of two that suit, the one to take: the later promotion writes; a standby is read before one that is none. */
    boolean betterThan(ServerState other, Role role) {
        return switch (role) {
            case PRIMARY -> timeline > other.timeline;
            case REPLICA -> standby && !other.standby;
        };
    }

    /** Whether {@code fresh}, just seen, has taken this server's place. */
    boolean isReplacedBy(ServerState fresh, Role role) {
        return !fresh.identity.equals(identity) && (fresh.address.equals(address) || fresh.betterThan(this, role));
    }
}
