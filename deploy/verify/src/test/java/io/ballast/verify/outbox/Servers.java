// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.outbox;

import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.FaultProxy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A PostgreSQL and a Redis for one test; services reach Redis through a proxy that cuts their connections. */
final class Servers implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final EmbeddedRedis redis = EmbeddedRedis.start();
    private final FaultProxy proxy = FaultProxy.to(redis.port());

    Servers() {
        try {
            postgres = EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What reconciliation is told; {@code more} are names and values. */
    Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "ballast.redis.url", proxy.redisUrl(),
                "ballast.redis.backoff-ceiling", "500ms",
                "ballast.database.host", "127.0.0.1",
                "ballast.database.port", Integer.toString(postgres.getPort()),
                "ballast.database.name", "postgres",
                "ballast.database.user", "postgres",
                "ballast.database.password", "postgres"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    String redisUrl() {
        return redis.url();
    }

    int redisPort() {
        return redis.port();
    }

    /** Ends every connection to Redis at once, in the middle of whatever is written or answered. */
    void cutRedis() {
        proxy.cut();
    }

    Connection database() {
        try {
            return postgres.getPostgresDatabase().getConnection();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        proxy.close();
        redis.close();
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
