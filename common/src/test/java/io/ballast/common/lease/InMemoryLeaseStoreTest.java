// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import io.ballast.common.testing.ManualTime;
import java.time.Duration;

class InMemoryLeaseStoreTest extends LeaseStoreContractTest {

    private final ManualTime time = new ManualTime();
    private final InMemoryLeaseStore store = new InMemoryLeaseStore(time);

    @Override
    LeaseStore store() {
        return store;
    }

    @Override
    void pass(Duration duration) {
        time.advance(duration);
    }

    @Override
    void emptied() {
        store.forget();
    }
}
