// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.positions;

import io.ballast.reconciliation.ledger.AccountState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts can be added up: those in the user's base currency, which is that of the first account by name that
 * has one. Accounts in other currencies are shown, not added, as long as no rate is known.
 */
record Totals(@Nullable String currency) {

    static Totals of(List<AccountState> accounts) {
        return new Totals(accounts.stream()
                .map(AccountState::currency)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null));
    }

    boolean include(AccountState account) {
        return account.funds() != null && Objects.equals(account.currency(), currency);
    }
}
