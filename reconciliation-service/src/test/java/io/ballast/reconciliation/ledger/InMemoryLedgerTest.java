// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

class InMemoryLedgerTest implements LedgerContract {

    private final Ledger ledger = new InMemoryLedger();

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public <T> T await(Supplier<Uni<T>> work) {
        return work.get().await().indefinitely();
    }
}
