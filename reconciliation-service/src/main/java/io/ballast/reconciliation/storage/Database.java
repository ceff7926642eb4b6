// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.storage;

import io.ballast.common.database.ReplicatedDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The way to PostgreSQL for the ledger: writes on the primary, reads wherever they may. */
@ApplicationScoped
public class Database {

    private final ReplicatedDatabase servers;

    Database(ReplicatedDatabase servers) {
        this.servers = servers;
    }

    /**
     * Runs one unit of work on the primary. Fails with a 503 problem, at once while the primary is away, and when the
     * work loses its connection or its time is over; other failures of the work pass through.
     */
    public <T> Uni<T> call(Supplier<Uni<T>> work) {
        return servers.write(work);
    }

    /** As {@link #call}; what this user reads afterwards has seen it. */
    public <T> Uni<T> write(UUID user, Supplier<Uni<T>> work) {
        return servers.write(user, work);
    }

    /**
     * Runs one unit of work that only reads, for this user, on the replica or on the primary. It may run twice, and
     * need not run on the caller's context.
     */
    public <T> Uni<T> read(UUID user, Supplier<Uni<T>> work) {
        return servers.read(user, work);
    }

    /** Where this user's latest write lies in the log, as far as that matters to somebody who reads a replica. */
    public Optional<String> walPosition(UUID user) {
        return servers.walPosition(user);
    }

    /** What this user reads from now on has seen the log to there. */
    public void atLeast(UUID user, String walPosition) {
        servers.atLeast(user, walPosition);
    }
}
