// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.PositionState;
import io.ballast.reconciliation.matching.Close;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an empty account is to be believed. A terminal that has just reconnected shows none of its positions, so a
 * second empty snapshot some seconds later, or a closing deal for every position, has to confirm it.
 *
 * @param unconfirmed the snapshot is empty and nothing confirms it yet
 * @param since when the emptiness was first seen; null while there is none to confirm
 */
record Emptiness(boolean unconfirmed, @Nullable Instant since) {

    private static final Duration SECOND_LOOK = Duration.ofSeconds(5);
    private static final Emptiness NONE = new Emptiness(false, null);

    static Emptiness of(
            Snapshot.Content content, Instant takenAt, AccountState account, List<PositionState> positionsBefore) {
        List<Long> open = positionsBefore.stream()
                .filter(position -> position.open() && position.verdict().atBroker())
                .map(PositionState::ticket)
                .toList();
        if (!content.positions().isEmpty() || open.isEmpty()) {
            return NONE;
        }
        if (open.stream()
                .allMatch(ticket -> Close.of(Set.of(ticket), content.deals()).isPresent())) {
            return NONE;
        }
        Instant since = account.sync().emptySince();
        if (since == null) {
            return new Emptiness(true, takenAt);
        }
        return since.plus(SECOND_LOOK).isAfter(takenAt) ? new Emptiness(true, since) : NONE;
    }
}
