// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.matching.Terms;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a position stands now.
 *
 * @param dealt the broker's, or the bot's where the broker never showed it
 * @param ending null while it is open
 */
@Embeddable
public record PositionState(
        @Embedded AccountKey key,
        String broker,
        long ticket,
        @Embedded DealtTerms dealt,
        @Embedded @Nullable Mark mark,
        @Embedded Verdict verdict,
        @Embedded @Nullable Ending ending,
        Instant updatedAt) {

    public PositionState(
            AccountKey key,
            String broker,
            long ticket,
            Terms terms,
            @Nullable Mark mark,
            Verdict verdict,
            @Nullable Ending ending,
            Instant updatedAt) {
        this(key, broker, ticket, DealtTerms.of(terms), mark, verdict, ending, updatedAt);
    }

    public Terms terms() {
        return dealt.terms();
    }

    /** The position's id: the same for the same user, broker, account and ticket, for ever. */
    public static UUID id(AccountKey key, String broker, long ticket) {
        return NameUuid.of(key.userId(), broker, key.account(), Long.toString(ticket));
    }

    public UUID id() {
        return id(key, broker, ticket);
    }

    public boolean open() {
        return verdict.status() != PositionStatus.CLOSED;
    }

    /** Open, and both sides agree on it. */
    public boolean openAndMatched() {
        return open() && verdict.matched() == MatchState.MATCHED;
    }
}
