// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.storage;

import io.ballast.common.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
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
            return detached(work)
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

    /**
     * Work that runs to its end even if nobody waits for it any more: given up in the middle, a transaction would go on
     * with a session that is closed. A write that was too late for its answer is still all or nothing.
     */
    private static <T> Uni<T> detached(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            AtomicBoolean abandoned = new AtomicBoolean();
            emitter.onTermination(() -> abandoned.set(true));
            work.get().subscribe().with(emitter::complete, failure -> {
                if (abandoned.get()) {
                    LOG.debugf("database call ended after its time: cause=%s", failure.getMessage());
                } else {
                    emitter.fail(failure);
                }
            });
        });
    }

    private static ProblemException unavailable() {
        return ProblemException.unavailable("the database is away or too slow; try again", RETRY_AFTER);
    }
}
