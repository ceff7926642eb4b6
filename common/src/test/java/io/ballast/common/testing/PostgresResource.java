// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For {@code @QuarkusTest}: a real PostgreSQL that forgets everything at the end. */
public class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private @Nullable EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        try {
            EmbeddedPostgres started = EmbeddedPostgres.builder().start();
            postgres = started;
            return Map.of(
                    "ballast.database.host", "127.0.0.1",
                    "ballast.database.port", Integer.toString(started.getPort()),
                    "ballast.database.name", "postgres",
                    "ballast.database.user", "postgres",
                    "ballast.database.password", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (postgres != null) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
