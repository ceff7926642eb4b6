// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import java.util.Comparator;
import java.util.UUID;

/** A log row under its time-ordered id. */
public record Logged(UUID id, LogEntry entry) {

    /** Newest first, ties by id. UUIDs are compared as PostgreSQL does: as unsigned bytes. */
    public static final Comparator<Logged> NEWEST_FIRST = Comparator.comparing(
                    (Logged logged) -> logged.entry().createdAt())
            .thenComparing(logged -> logged.id().toString())
            .reversed();
}
