// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.verify.client.RedisStreams;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares the log with the streams. Knows nothing of the outbox: what must be in the stream are the log's rows, and
 * their order is that of the snapshots' numbers, and within one run that of the rows' ids.
 */
final class StreamCheck {

    /** A log row: whose, from which snapshot. */
    private record Logged(String user, String snapshot, String id) {}

    private final Servers servers;
    private final RedisStreams streams;

    StreamCheck(Servers servers, RedisStreams streams) {
        this.servers = servers;
        this.streams = streams;
    }

    int logged() {
        return log().size();
    }

    int streamed() {
        return ids("reconciliation.events").size();
    }

    /** Every row once, nothing else, each user's in order. */
    void everyRowIsThereOnceAndInOrder(String seed) {
        Map<String, Logged> log = log();
        List<String> ids = ids("reconciliation.events");
        assertThat(ids).as("twice in the stream, %s", seed).doesNotHaveDuplicates();
        assertThat(ids).as("lost or made up, %s", seed).containsExactlyInAnyOrderElementsOf(log.keySet());
        Map<String, Logged> latest = new HashMap<>();
        for (String id : ids) {
            Logged row = Objects.requireNonNull(log.get(id));
            Logged before = latest.put(row.user(), row);
            if (before != null) {
                assertThat(before.snapshot() + before.id())
                        .as("order of user %s, %s", row.user(), seed)
                        .isLessThan(row.snapshot() + row.id());
            }
        }
        assertThat(ids("guard.alerts"))
                .as("alerts, %s", seed)
                .doesNotHaveDuplicates()
                .hasSize(alerts());
    }

    private List<String> ids(String topic) {
        return streams.entries(topic).stream()
                .map(entry -> entry.getOrDefault("id", ""))
                .toList();
    }

    private Map<String, Logged> log() {
        Map<String, Logged> log = new HashMap<>();
        for (List<String> row : rows("SELECT l.id, l.user_id, r.snapshot_id FROM reconciliation_logs l"
                + " JOIN reconciliation_runs r ON r.run_id = l.run_id")) {
            log.put(row.get(0), new Logged(row.get(1), row.get(2), row.get(0)));
        }
        return log;
    }

    private int alerts() {
        return rows("SELECT id FROM reconciliation_logs WHERE event_type = 'guard_trigger'")
                .size();
    }

    private List<List<String>> rows(String sql) {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = servers.database();
                ResultSet found = connection.createStatement().executeQuery(sql)) {
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    row.add(found.getString(column));
                }
                rows.add(row);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return rows;
    }
}
