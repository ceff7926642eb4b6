// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The service's memory. Everything it is asked is about one user, and it answers about that user alone. */
public interface Ledger {

    /**
     * Changes one account: reads what {@code scope} asks for, lets {@code decide} see it, and writes what that decides,
     * in one transaction in which nobody else changes the account. A decision that throws changes nothing.
     */
    <T> Uni<T> change(AccountKey key, Scope scope, Function<AccountBook, Decision<T>> decide);

    /** All accounts of a user, by name. */
    Uni<List<AccountState>> accounts(UUID userId);

    /** Open positions, by account and ticket; of one account, of one symbol, or all. */
    Uni<List<PositionState>> openPositions(UUID userId, @Nullable String account, @Nullable String symbol);

    /** One position of this user, whatever its status; the item is null where there is none. */
    Uni<@Nullable PositionState> position(UUID userId, UUID positionId);

    /** Log rows, newest first. */
    Uni<List<Logged>> events(EventQuery query);
}
