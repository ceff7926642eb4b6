// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** One Panache repository per table. */
final class Repositories {

    private Repositories() {}

    @ApplicationScoped
    static class Accounts implements PanacheRepositoryBase<AccountEntity, UUID> {}

    @ApplicationScoped
    static class Positions implements PanacheRepositoryBase<PositionEntity, UUID> {}

    @ApplicationScoped
    static class Trades implements PanacheRepositoryBase<TradeEntity, UUID> {}

    @ApplicationScoped
    static class Logs implements PanacheRepositoryBase<LogEntity, UUID> {}

    @ApplicationScoped
    static class CashFlows implements PanacheRepositoryBase<CashFlowEntity, UUID> {}

    @ApplicationScoped
    static class Runs implements PanacheRepositoryBase<RunEntity, UUID> {}
}
