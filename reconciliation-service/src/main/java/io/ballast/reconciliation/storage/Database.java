// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.storage;

import io.ballast.common.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The way to PostgreSQL: limits every unit of work in time, and says 503 while the database is away. */
@ApplicationScoped
public class Database {

    private static final Logger LOG = Logger.getLogger(Database.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final DatabaseConfig config;
    private final DatabaseLink link;

    Database(DatabaseConfig config, DatabaseLink link) {
        this.config = config;
        this.link = link;
    }

    /**
     * Runs one unit of work. Fails with a 503 problem, at once while the link is down, and when the work loses its
     * connection or its time is over; other failures of the work pass through.
     */
    public <T> Uni<T> call(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (!link.up()) {
                return Uni.createFrom().failure(unavailable());
            }
            return work.get()
                    .ifNoItem()
                    .after(config.callTimeout())
                    .failWith(Database::unavailable)
                    .onFailure(ConnectionFailures::lost)
                    .transform(failure -> {
                        LOG.debugf(failure, "database call failed: cause=%s", failure.getMessage());
                        return unavailable();
                    });
        });
    }

    private static ProblemException unavailable() {
        return ProblemException.unavailable("the database is away; nothing was changed or read", RETRY_AFTER);
    }
}
