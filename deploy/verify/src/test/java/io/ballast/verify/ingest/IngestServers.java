// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.ingest;

import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.PostgresServer;
import io.ballast.common.testing.ReplicatedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL and a Redis for one test, both of which come back with what they had. */
final class IngestServers implements AutoCloseable {

    private final ReplicatedPostgres postgres = ReplicatedPostgres.start();
    private final EmbeddedRedis redis =
            EmbeddedRedis.start("--appendonly", "yes", "--appendfsync", "always", "--dir", folder().toString());

    private static Path folder() {
        try {
            return Files.createTempDirectory("ballast-redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PostgresServer database() {
        return postgres.primary();
    }

    EmbeddedRedis redis() {
        return redis;
    }

    Map<String, String> settings() {
        return Map.of(
                "ballast.redis.url", redis.url(),
                "ballast.redis.backoff-ceiling", "500ms",
                "ballast.database.host", "127.0.0.1",
                "ballast.database.port", Integer.toString(database().port()),
                "ballast.database.name", "postgres",
                "ballast.database.user", "postgres",
                "ballast.database.password", "postgres");
    }

    /** Every row of a query, as text. */
    List<List<String>> rows(String sql) {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:"
                        + database().port() + "/postgres?user=postgres&sslmode=disable");
                ResultSet found = connection.createStatement().executeQuery(sql)) {
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(found.getString(column)));
                }
                rows.add(row);
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
        return rows;
    }

    @Override
    public void close() {
        redis.close();
        postgres.close();
    }
}
