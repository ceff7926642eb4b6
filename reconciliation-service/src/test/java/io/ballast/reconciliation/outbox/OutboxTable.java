// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.outbox;

import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import io.ballast.common.outbox.OutboxStoreContract.Writing;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL with the service's tables, written to by hand. */
final class OutboxTable implements AutoCloseable {

    private static final String INSERT =
            "INSERT INTO outbox (topic, id, source, type, subject, occurred_at, traceparent, user_id, data)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Vertx vertx = Vertx.vertx();
    private final EmbeddedPostgres postgres;
    private final Pool pool;

    OutboxTable() {
        try {
            postgres = EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(5))
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(postgres.getPort())
                        .setDatabase("postgres")
                        .setUser("postgres")
                        .setPassword("postgres"))
                .using(vertx)
                .build();
    }

    PostgresOutboxStore store() {
        return new PostgresOutboxStore(pool, java.util.function.Supplier::get);
    }

    void empty() {
        try (Connection connection = connect()) {
            connection.createStatement().execute("TRUNCATE outbox, outbox_position");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The ids of the rows that are committed, oldest transaction first: what the stream must have. */
    List<String> committed() {
        List<String> ids = new ArrayList<>();
        try (Connection connection = connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT id FROM outbox ORDER BY topic, timeline, xid, seq")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return ids;
    }

    Writing begin() {
        return new Transaction(connect());
    }

    Connection connect() {
        try {
            return postgres.getPostgresDatabase().getConnection();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            pool.closeAndAwait();
            vertx.closeAndAwait();
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Transaction(Connection connection) implements Writing {

        Transaction {
            try {
                connection.setAutoCommit(false);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void write(Topic topic, Event event) {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                insert.setString(1, topic.topicName());
                insert.setObject(2, UUID.fromString(event.id()));
                insert.setString(3, event.source());
                insert.setString(4, event.type());
                insert.setString(5, event.subject());
                insert.setObject(6, event.time().atOffset(ZoneOffset.UTC));
                insert.setString(7, event.traceparent());
                insert.setObject(8, event.userId());
                insert.setString(9, event.data());
                insert.executeUpdate();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void commit() {
            end("COMMIT");
        }

        @Override
        public void rollback() {
            end("ROLLBACK");
        }

        private void end(String how) {
            try (connection) {
                connection.createStatement().execute(how);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }
}
