// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.outbox.OutboxPosition;
import io.ballast.common.outbox.OutboxStore;
import io.ballast.common.outbox.OutboxStoreContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresOutboxStoreTest implements OutboxStoreContract {

    private static OutboxTable table;

    @BeforeAll
    static void start() {
        table = new OutboxTable();
    }

    @AfterAll
    static void stop() {
        table.close();
    }

    @BeforeEach
    void empty() {
        table.empty();
    }

    @Override
    public OutboxStore store() {
        return table.store();
    }

    @Override
    public Writing begin() {
        return table.begin();
    }

    /** As after a promotion of a replica that had not got the last transactions: same numbers, next timeline. */
    @Test
    void rowsOfTheNextTimelineComeAfterThoseOfThisOneWhateverTheirNumbers() throws SQLException {
        Writing transaction = begin();
        transaction.write(TOPIC, OutboxStoreContract.event());
        transaction.write(TOPIC, OutboxStoreContract.event());
        transaction.commit();
        OutboxPosition last = rows(OutboxPosition.START);
        try (Connection connection = table.connect()) {
            connection
                    .createStatement()
                    .execute("UPDATE outbox SET timeline = 2, xid = '5' WHERE seq = " + last.sequence());
        }
        assertThat(rows(last)).isEqualTo(new OutboxPosition(last.database(), 2, 5, last.sequence()));
    }

    @Test
    void theNextPageIsFoundInTheIndex() throws SQLException {
        try (Connection connection = table.connect()) {
            connection
                    .createStatement()
                    .execute("INSERT INTO outbox (topic, id, source, type, subject, occurred_at, data)"
                            + " SELECT 'reconciliation.events', gen_random_uuid(), 's', 't', 'u', now(), '{}'"
                            + " FROM generate_series(1, 20000)");
            connection.createStatement().execute("ANALYZE outbox");
            ResultSet plan = connection
                    .createStatement()
                    .executeQuery("EXPLAIN SELECT * FROM outbox WHERE topic = 'reconciliation.events'"
                            + " AND (timeline, xid, seq) > (1, '5'::xid8, 15000)"
                            + " AND xid < pg_snapshot_xmin(pg_current_snapshot())"
                            + " ORDER BY timeline, xid, seq LIMIT 256");
            StringBuilder text = new StringBuilder();
            while (plan.next()) {
                text.append(plan.getString(1)).append('\n');
            }
            assertThat(text).contains("Index Scan using outbox_pkey").doesNotContain("Sort");
        }
    }

    private OutboxPosition rows(OutboxPosition after) {
        return store().after(TOPIC, after, 10)
                .await()
                .atMost(Duration.ofSeconds(10))
                .getLast()
                .position();
    }
}
