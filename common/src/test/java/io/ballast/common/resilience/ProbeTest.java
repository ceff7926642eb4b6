// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.testing.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProbeTest {

    private static final OperatorAct ACT = new OperatorAct("operator-1", "mended", "demo@a", null);

    private final ManualTime time = new ManualTime();
    private final Breakers breakers =
            TestBreakers.of(new ServiceInstance("demo", "demo@a"), time, time, new SimpleMeterRegistry(), Map.of());
    private final AtomicInteger probes = new AtomicInteger();
    private final List<Transition> moves = new ArrayList<>();

    @Test
    void aProbeThatWorksClosesTheOpenBreaker() {
        declare(true);
        breakers.onTransition(moves::add);
        assertThat(probe().awaitItem().getItem()).isEqualTo(new ProbeOutcome.Succeeded());
        assertThat(state()).isEqualTo(BreakerState.CLOSED);
        assertThat(probes).hasValue(1);
        assertThat(moves).singleElement().satisfies(moved -> {
            assertThat(moved.cause()).isEqualTo(Transition.Cause.PROBE_SUCCEEDED);
            assertThat(moved.act()).isEqualTo(ACT);
        });
    }

    @Test
    void aProbeThatFailsLeavesItOpenAndIsCounted() {
        declare(false);
        assertThat(probe().awaitItem().getItem()).isEqualTo(new ProbeOutcome.Failed());
        assertThat(state()).isEqualTo(BreakerState.OPEN);
        assertThat(breakers.status("redis").orElseThrow().failureCount()).isEqualTo(6);
    }

    @Test
    void aProbeThatNeverAnswersFailsAfterTheTimeLimit() {
        breakers.declare("redis", () -> Uni.createFrom().nothing());
        TestBreakers.trip(breakers, "redis");
        var waiting = probe();
        time.advance(Duration.ofSeconds(30));
        assertThat(waiting.awaitItem().getItem()).isEqualTo(new ProbeOutcome.Failed());
        assertThat(state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void halfOpenTheEngineJudgesTheProbe() {
        declare(true);
        time.advance(Duration.ofSeconds(60));
        assertThat(state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(probe().awaitItem().getItem()).isEqualTo(new ProbeOutcome.Succeeded());
        assertThat(state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void halfOpenWithACallUnderWayNothingIsTried() {
        declare(true);
        time.advance(Duration.ofSeconds(60));
        breakers.guarded("redis", () -> Uni.createFrom().nothing()).subscribe().with(item -> {}, failure -> {});
        assertThat(probe().awaitItem().getItem()).isInstanceOf(ProbeOutcome.NotTried.class);
    }

    @Test
    void oneProbeAtATime() {
        breakers.declare("redis", () -> Uni.createFrom().nothing());
        TestBreakers.trip(breakers, "redis");
        probe().assertNotTerminated();
        assertThat(probe().awaitItem().getItem()).isEqualTo(new ProbeOutcome.NotTried("another probe is under way"));
    }

    @Test
    void withoutAProbeTheNextRealCallDecides() {
        TestBreakers.trip(breakers, "redis");
        var waiting = probe();
        waiting.assertNotTerminated();
        assertThat(breakers.guarded("redis", TestBreakers::works).await().indefinitely())
                .isEqualTo("fine");
        assertThat(waiting.awaitItem().getItem()).isEqualTo(new ProbeOutcome.Succeeded());
        assertThat(state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void withoutAProbeAndWithoutACallNothingIsTriedAndNothingStaysArmed() {
        TestBreakers.trip(breakers, "redis");
        var waiting = probe();
        time.advance(Duration.ofSeconds(5));
        assertThat(waiting.awaitItem().getItem()).isInstanceOf(ProbeOutcome.NotTried.class);
        breakers.guarded("redis", () -> Uni.createFrom().item(probes::incrementAndGet))
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();
        assertThat(probes).as("the breaker is open as before").hasValue(0);
    }

    @Test
    void aCallThatIsCancelledDoesNotKeepTheOperatorWaiting() {
        TestBreakers.trip(breakers, "redis");
        var waiting = probe();
        breakers.guarded("redis", () -> Uni.createFrom().nothing())
                .subscribe()
                .with(item -> {})
                .cancel();
        assertThat(waiting.awaitItem().getItem()).isInstanceOf(ProbeOutcome.NotTried.class);
        assertThat(state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void anIsolationEndsTheWaitForACall() {
        TestBreakers.trip(breakers, "redis");
        var waiting = probe();
        breakers.isolate("redis", new Isolation(ACT, time.now(), time.now().plusSeconds(60)));
        assertThat(waiting.awaitItem().getItem()).isInstanceOf(ProbeOutcome.NotTried.class);
        assertThat(state()).isEqualTo(BreakerState.FORCED_OPEN);
    }

    @Test
    void anOperatorWhoWaitsNoLongerLeavesNothingArmed() {
        TestBreakers.trip(breakers, "redis");
        probe().cancel();
        breakers.guarded("redis", () -> Uni.createFrom().item(probes::incrementAndGet))
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();
        assertThat(probes).as("the breaker is open as before").hasValue(0);
    }

    private void declare(boolean works) {
        breakers.declare("redis", () -> {
            probes.incrementAndGet();
            return works ? TestBreakers.works() : TestBreakers.fails();
        });
        TestBreakers.trip(breakers, "redis");
    }

    private UniAssertSubscriber<ProbeOutcome> probe() {
        return breakers.probe("redis", ACT).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private BreakerState state() {
        return breakers.status("redis").orElseThrow().state();
    }
}
