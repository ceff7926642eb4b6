// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Supplier;

class InMemorySlippageRepositoryTest implements SlippageRepositoryContract {

    private final InMemorySlippageRepository slippage = new InMemorySlippageRepository();

    @Override
    public SlippageRepository slippage() {
        return slippage;
    }

    @Override
    public void store(AccountKey key, List<PositionState> written) {
        written.forEach(slippage::put);
    }

    @Override
    public <T> T await(Supplier<Uni<T>> work) {
        return work.get().await().indefinitely();
    }
}
