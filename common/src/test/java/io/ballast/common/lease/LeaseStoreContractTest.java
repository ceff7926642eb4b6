// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.lease.LeaseStore.Bid;
import io.ballast.common.lease.LeaseStore.Claim;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every store of leases owes. */
abstract class LeaseStoreContractTest {

    static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(50);

    abstract LeaseStore store();

    /** Lets manual time pass; a store that lives in real time does nothing. */
    abstract void pass(Duration duration);

    /** Forgets everything. */
    abstract void emptied();

    @Test
    void aFreeLeaseIsGranted() {
        assertThat(granted("a", LeaseStore.NOTHING, LONG)).isPositive();
    }

    @Test
    void theOwnerRenewsUnderTheSameEpochAndOthersAreRefusedMeanwhile() {
        long epoch = granted("a", LeaseStore.NOTHING, LONG);
        assertThat(granted("a", epoch, LONG)).isEqualTo(epoch);
        assertThat(claim("b", LeaseStore.NOTHING, 0, LONG)).isInstanceOfSatisfying(Claim.Refused.class, refused -> {
            assertThat(refused.epoch()).isEqualTo(epoch);
            assertThat(refused.remaining()).isBetween(LONG.minusMinutes(1), LONG);
        });
    }

    @Test
    void aLeaseRunsOutAndTheNextEpochIsHigher() {
        long first = granted("a", LeaseStore.NOTHING, SHORT);
        pass(SHORT);
        await().untilAsserted(
                        () -> assertThat(granted("b", LeaseStore.NOTHING, LONG)).isGreaterThan(first));
        assertThat(claim("a", first, first, LONG)).isInstanceOf(Claim.Refused.class);
    }

    @Test
    void whoForgotTheEpochGetsANewOneAtOnce() {
        long first = granted("a", LeaseStore.NOTHING, LONG);
        assertThat(granted("a", LeaseStore.NOTHING, LONG)).isGreaterThan(first);
    }

    @Test
    void aLeaseGivenBackIsFree() {
        long first = granted("a", LeaseStore.NOTHING, LONG);
        release("a", first);
        assertThat(granted("b", LeaseStore.NOTHING, LONG)).isGreaterThan(first);
    }

    @Test
    void onlyTheOwnerUnderItsEpochGivesBack() {
        long first = granted("a", LeaseStore.NOTHING, LONG);
        release("b", first);
        release("a", first - 1);
        assertThat(claim("b", LeaseStore.NOTHING, 0, LONG)).isInstanceOf(Claim.Refused.class);
    }

    @Test
    void anEpochNeverRepeatsEvenIfTheStoreHasForgottenEverything() {
        long before = granted("a", LeaseStore.NOTHING, LONG);
        emptied();
        pass(Duration.ofMillis(1));
        await().untilAsserted(
                        () -> assertThat(granted("b", LeaseStore.NOTHING, LONG)).isGreaterThan(before));
        emptied();
        long floor = before + 1_000_000_000_000L;
        assertThat(claim("a", LeaseStore.NOTHING, floor, LONG)).isEqualTo(new Claim.Granted(floor + 1));
    }

    @Test
    void leasesOfDifferentNamesAreApart() {
        granted("a", LeaseStore.NOTHING, LONG);
        assertThat(store().claim(new Bid("other", "b", LeaseStore.NOTHING, 0, LONG))
                        .await()
                        .atMost(Duration.ofSeconds(5)))
                .isInstanceOf(Claim.Granted.class);
    }

    private long granted(String owner, long held, Duration ttl) {
        Claim claim = claim(owner, held, 0, ttl);
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted) claim).epoch();
    }

    private Claim claim(String owner, long held, long floor, Duration ttl) {
        return store().claim(new Bid("lease", owner, held, floor, ttl)).await().atMost(Duration.ofSeconds(5));
    }

    private void release(String owner, long epoch) {
        store().release("lease", owner, epoch).await().atMost(Duration.ofSeconds(5));
    }
}
