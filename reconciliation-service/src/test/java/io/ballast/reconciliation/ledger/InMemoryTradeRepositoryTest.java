// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Supplier;

class InMemoryTradeRepositoryTest implements TradeRepositoryContract {

    private final InMemoryTradeRepository trades = new InMemoryTradeRepository();

    @Override
    public TradeRepository trades() {
        return trades;
    }

    @Override
    public void store(AccountKey key, List<TradeRecord> written) {
        written.forEach(trades::put);
    }

    @Override
    public <T> T await(Supplier<Uni<T>> work) {
        return work.get().await().indefinitely();
    }
}
