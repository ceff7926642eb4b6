// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.ledger.AccountState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides whether a snapshot may say anything at all. A missing list is never "flat". */
sealed interface Gate {

    /** A snapshot older than this says nothing about now. */
    Duration OLDEST = Duration.ofSeconds(30);

    /** It may be compared. */
    record Open(Snapshot.Content content) implements Gate {}

    /** Too late: nothing runs. */
    record Ignored(String reason) implements Gate {}

    /** Not to be relied on: a failed run. */
    record Failed(String reason) implements Gate {}

    static Gate of(Snapshot snapshot, @Nullable AccountState account, Instant now) {
        Instant last = account == null ? null : account.sync().lastTakenAt();
        if (last != null && snapshot.takenAt().isBefore(last)) {
            return new Ignored("taken before the last accepted snapshot, of " + last);
        }
        if (snapshot.takenAt().plus(OLDEST).isBefore(now)) {
            return new Ignored("taken more than " + OLDEST.toSeconds() + " s ago");
        }
        Snapshot.Content content = snapshot.content();
        return content == null
                ? new Failed(snapshot.unreliable() == null ? "unknown" : snapshot.unreliable())
                : new Open(content);
    }
}
