// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.lease.LeaseStore.Bid;
import io.ballast.common.lease.LeaseStore.Claim;
import io.ballast.common.testing.ManualTime;
import io.ballast.common.testing.Settings;
import io.ballast.common.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The contest by manual time: {@code ttl} 3 s, renewed each second, margin 500 ms. */
class ContenderTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTime time = new ManualTime();
    private final InMemoryLeaseStore store = new InMemoryLeaseStore(time);
    private final Process a = new Process("a", store);
    private final Process b = new Process("b", store);

    @Test
    void theFirstOwnsItAndTheOtherWaitsAsLongAsItIsRenewed() {
        a.contender.bid();
        b.contender.bid();
        for (int second = 0; second < 60; second++) {
            time.advance(SECOND);
            assertThat(a.contender.epoch()).hasValue(a.epoch());
        }
        assertThat(a.told).hasSize(1);
        assertThat(b.told).isEmpty();
        assertThat(b.contender.epoch()).isEmpty();
    }

    @Test
    void aDeadOwnerIsSucceededWithinFiveSecondsUnderAHigherEpoch() {
        Process dying = new Process("dying", store);
        dying.contender.bid();
        b.contender.bid();
        time.advance(Duration.ofMillis(2_900));
        dying.cut = true;
        time.advance(Duration.ofSeconds(5));
        assertThat(b.epoch()).isGreaterThan(dying.epoch());
        assertThat(b.acquiredAfter(Duration.ofMillis(2_900))).isLessThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void anOwnerThatCannotRenewGivesUpBeforeAnotherCanTake() {
        a.contender.bid();
        b.contender.bid();
        time.advance(Duration.ofMillis(500));
        a.cut = true;
        time.advance(Duration.ofSeconds(10));
        assertThat(a.told.get(1)).startsWith("lost");
        assertThat(a.at.get(1)).isBefore(b.at.getFirst());
        assertThat(Duration.between(a.at.getFirst(), a.at.get(1))).isEqualTo(Duration.ofMillis(2_500));
    }

    @Test
    void anOwnerThatRenewsAgainInTimeNeverLosesIt() {
        a.contender.bid();
        time.advance(Duration.ofMillis(900));
        store.away(true);
        time.advance(Duration.ofMillis(1_200));
        store.away(false);
        time.advance(Duration.ofSeconds(10));
        assertThat(a.told).hasSize(1);
    }

    @Test
    void anOwnerStoppedForAWhileKnowsAtOnceThatItIsNotSureAnyMore() {
        ManualTime timers = new ManualTime();
        Process frozen = new Process("frozen", store, timers);
        frozen.contender.bid();
        b.contender.bid();
        time.advance(Duration.ofSeconds(20)); // its timers stand still
        frozen.stopped = Duration.ofSeconds(20); // its clock has gone on
        assertThat(b.epoch()).isGreaterThan(frozen.epoch());
        assertThat(frozen.contender.epoch()).isEmpty();
        assertThat(frozen.told).as("before any of its timers ran").hasSize(1);
        timers.advance(SECOND);
        assertThat(frozen.told).containsExactly("acquired " + frozen.epoch(), "lost");
    }

    @Test
    void anOwnerThatIsSucceededIsToldOnce() {
        a.contender.bid();
        store.forget();
        b.contender.bid();
        time.advance(SECOND);
        assertThat(a.told).hasSize(2).last().isEqualTo("lost");
        time.advance(Duration.ofSeconds(10));
        assertThat(a.told).hasSize(2);
        assertThat(b.contender.epoch()).hasValue(b.epoch());
    }

    @Test
    void aReplyThatComesTooLateMakesNobodyAnOwner() {
        HeldStore held = new HeldStore();
        Process late = new Process("late", held);
        late.contender.bid();
        time.advance(Duration.ofMillis(2_600));
        held.answer(new Claim.Granted(7));
        assertThat(late.told).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(held.bids.getLast().held()).isEqualTo(LeaseStore.NOTHING);
        assertThat(held.bids.getLast().floor()).isEqualTo(7);
        held.answer(new Claim.Granted(8));
        assertThat(late.told).containsExactly("acquired 8");
    }

    @Test
    void aRenewalConfirmedAfterItWasGivenUpIsNoTenureButTheNextBidIs() {
        HeldStore held = new HeldStore();
        Process slow = new Process("slow", held);
        slow.contender.bid();
        held.answer(new Claim.Granted(7));
        time.advance(Duration.ofMillis(2_600)); // the renewal is under way since 1 s
        assertThat(slow.told).containsExactly("acquired 7", "lost");
        held.answer(new Claim.Granted(7));
        time.advance(Duration.ofMillis(1));
        held.answer(new Claim.Granted(8));
        assertThat(slow.told).containsExactly("acquired 7", "lost", "acquired 8");
    }

    @Test
    void releasedItIsFreeForTheNextToAsk() {
        a.contender.bid();
        b.contender.bid();
        a.contender.release().await().atMost(SECOND);
        assertThat(a.told).hasSize(2);
        time.advance(SECOND);
        assertThat(b.contender.epoch()).hasValue(b.epoch());
        time.advance(Duration.ofSeconds(10));
        assertThat(a.told).as("contends no more").hasSize(2);
    }

    @Test
    void aBidGrantedAfterTheReleaseIsGivenBack() {
        HeldStore held = new HeldStore();
        Process gone = new Process("gone", held);
        gone.contender.bid();
        gone.contender.release().await().atMost(SECOND);
        held.answer(new Claim.Granted(7));
        assertThat(gone.told).isEmpty();
        assertThat(held.released).containsExactly(7L);
        time.advance(Duration.ofSeconds(10));
        assertThat(held.bids).hasSize(1);
    }

    /** One contender and what its holder was told; its own clock may run ahead of its timers. */
    private final class Process implements Leases.Holder {

        private final List<String> told = new ArrayList<>();
        private final List<Instant> at = new ArrayList<>();
        private final Contender contender;
        private Duration stopped = Duration.ZERO;
        private boolean cut;

        Process(String owner, LeaseStore reached) {
            this(owner, reached, time);
        }

        Process(String owner, LeaseStore reached, ManualTime timers) {
            LeaseStore store = new LeaseStore() {
                @Override
                public Uni<Claim> claim(Bid bid) {
                    return cut ? Uni.createFrom().failure(new IllegalStateException("cut")) : reached.claim(bid);
                }

                @Override
                public Uni<Void> release(String name, String owner, long epoch) {
                    return reached.release(name, owner, epoch);
                }
            };
            TimeSource own = new TimeSource() {
                @Override
                public Instant now() {
                    return timers.now().plus(stopped);
                }

                @Override
                public long nanos() {
                    return timers.nanos() + stopped.toNanos();
                }
            };
            LeaseConfig config = Settings.of(LeaseConfig.class, "ballast.lease");
            contender = new Contender("lease", owner, this, store, config, own, timers);
        }

        @Override
        public void acquired(long epoch) {
            tell("acquired " + epoch);
        }

        @Override
        public void lost() {
            tell("lost");
        }

        private void tell(String what) {
            told.add(what);
            at.add(time.now());
        }

        long epoch() {
            return Long.parseLong(told.getFirst().substring("acquired ".length()));
        }

        Duration acquiredAfter(Duration sinceStart) {
            return Duration.between(new ManualTime().now().plus(sinceStart), at.getFirst());
        }
    }

    /** Answers when the test says so. */
    private static final class HeldStore implements LeaseStore {

        private final List<Bid> bids = new ArrayList<>();
        private final Deque<CompletableFuture<Claim>> waiting = new ArrayDeque<>();
        private final List<Long> released = new ArrayList<>();

        @Override
        public Uni<Claim> claim(Bid bid) {
            bids.add(bid);
            CompletableFuture<Claim> answer = new CompletableFuture<>();
            waiting.add(answer);
            return Uni.createFrom().completionStage(answer);
        }

        @Override
        public Uni<Void> release(String name, String owner, long epoch) {
            released.add(epoch);
            return Uni.createFrom().voidItem();
        }

        void answer(Claim claim) {
            waiting.remove().complete(claim);
        }
    }
}
