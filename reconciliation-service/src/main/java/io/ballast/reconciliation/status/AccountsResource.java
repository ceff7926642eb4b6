// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.status;

import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.AccountState.Funds;
import io.ballast.reconciliation.ledger.Ledger;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The caller's accounts. */
@Path("/api/v1/accounts")
class AccountsResource {

    /** The accounts a user has, by name. */
    record AccountsView(UUID userId, List<AccountView> accounts) {}

    /** One account; its money is null before the first accepted snapshot. */
    record AccountView(
            String account,
            String broker,
            @Nullable String currency,
            @Nullable BigDecimal balance,
            @Nullable BigDecimal equity,
            @Nullable BigDecimal marginUsed,
            @Nullable Instant lastTakenAt) {

        static AccountView of(AccountState state) {
            Funds funds = state.funds();
            return new AccountView(
                    state.key().account(),
                    state.broker(),
                    state.currency(),
                    funds == null ? null : funds.balance(),
                    funds == null ? null : funds.equity(),
                    funds == null ? null : funds.marginUsed(),
                    state.sync().lastTakenAt());
        }
    }

    private final Ledger ledger;
    private final SecurityIdentity identity;

    AccountsResource(Ledger ledger, SecurityIdentity identity) {
        this.ledger = ledger;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({Roles.USER, Roles.OPERATOR})
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<AccountsView> accounts() {
        UUID user = Caller.of(identity).userId();
        return ledger.accounts(user)
                .map(accounts -> new AccountsView(
                        user, accounts.stream().map(AccountView::of).toList()));
    }
}
