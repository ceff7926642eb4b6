// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.common.resilience.Transition.Cause;
import io.ballast.common.testing.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;

class BreakersTest {

    private static final OperatorAct ACT = new OperatorAct("operator-1", "maintenance", "demo@a", null);

    private final ManualTime time = new ManualTime();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Breakers breakers = TestBreakers.of(
            new ServiceInstance("demo", "demo@a"),
            time,
            time,
            meters,
            Map.of(
                    "ballast.breaker.picky.skip-on", "java.lang.IllegalStateException",
                    "ballast.breaker.narrow.fail-on", "java.io.IOException",
                    "ballast.breaker.quick.timeout", "2s"));
    private final List<Transition> moves = new ArrayList<>();

    BreakersTest() {
        breakers.onTransition(moves::add);
    }

    @Test
    void opensAfterFiveFailuresInARowAndLetsOneCallTryAfterAMinute() {
        TestBreakers.trip(breakers, "redis");

        BreakerStatus open = status("redis");
        assertThat(open.state()).isEqualTo(BreakerState.OPEN);
        assertThat(open.active()).isTrue();
        assertThat(open.failureCount()).isEqualTo(5);
        assertThat(open.failureThreshold()).isEqualTo(5);
        assertThat(open.openedAt()).isEqualTo(time.now());
        assertThat(open.retryAt()).isEqualTo(time.now().plusSeconds(60));
        assertThat(open.canReset()).isTrue();
        assertThat(open.triggerReason()).startsWith("5 failures in a row").contains("IllegalStateException");
        assertThatThrownBy(() -> call("redis")).isInstanceOf(CircuitBreakerOpenException.class);
        assertThat(status("redis").statistics()).isEqualTo(new BreakerStatus.Statistics(5, 1));

        time.advance(Duration.ofSeconds(60));
        assertThat(status("redis").state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(call("redis")).isEqualTo("fine");
        assertThat(status("redis").state()).isEqualTo(BreakerState.CLOSED);
        assertThat(status("redis").failureCount()).isZero();
        assertThat(status("redis").openedAt()).isNull();
        assertThat(moves)
                .extracting(Transition::cause)
                .containsExactly(Cause.FAILURES, Cause.DELAY_ELAPSED, Cause.PROBE_SUCCEEDED);
    }

    @Test
    void aSuccessInBetweenStartsTheCountAnew() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                failing("redis");
            }
            call("redis");
        }
        assertThat(status("redis").state()).isEqualTo(BreakerState.CLOSED);
        assertThat(status("redis").totalCalls()).isEqualTo(15);
        assertThat(status("redis").successCount()).isEqualTo(3);
    }

    @Test
    void outsideApisOpenAfterThreeFailuresAndForHalfAMinute() {
        for (String name : List.of("venue-kraken", "broker-alpaca", "dtc")) {
            for (int i = 0; i < 3; i++) {
                failing(name);
            }
            assertThat(status(name).state()).isEqualTo(BreakerState.OPEN);
            assertThat(status(name).retryAt()).isEqualTo(time.now().plusSeconds(30));
        }
    }

    @Test
    void aFailedTryOpensItAgain() {
        TestBreakers.trip(breakers, "redis");
        time.advance(Duration.ofSeconds(60));
        failing("redis");
        assertThat(status("redis").state()).isEqualTo(BreakerState.OPEN);
        assertThat(status("redis").openedAt()).isEqualTo(time.now());
        assertThat(moves.getLast().cause()).isEqualTo(Cause.PROBE_FAILED);
    }

    @Test
    void aCallThatTakesTooLongIsAFailure() {
        for (int i = 0; i < 5; i++) {
            UniAssertSubscriber<Object> waiting = breakers.guarded(
                            "quick", () -> Uni.createFrom().nothing())
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create());
            time.advance(Duration.ofSeconds(2));
            waiting.awaitFailure().assertFailedWith(TimeoutException.class);
        }
        assertThat(status("quick").state()).isEqualTo(BreakerState.OPEN);
        assertThat(status("quick").lastFailure()).startsWith("TimeoutException");
    }

    @Test
    void whatACallThrowsBeforeItBeginsIsAFailureToo() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> breakers.<String>guarded("redis", () -> {
                                throw new IllegalArgumentException("at once");
                            })
                            .await()
                            .indefinitely())
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(status("redis").state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void onlyChosenExceptionsCount() {
        TestBreakers.trip(breakers, "picky");
        TestBreakers.trip(breakers, "narrow");
        assertThat(status("picky").state()).isEqualTo(BreakerState.CLOSED);
        assertThat(status("narrow").state()).isEqualTo(BreakerState.CLOSED);
        for (int i = 0; i < 5; i++) {
            breakers.guarded("narrow", () -> Uni.createFrom().failure(new java.net.ConnectException("no")))
                    .onFailure()
                    .recoverWithNull()
                    .await()
                    .indefinitely();
        }
        assertThat(status("narrow").state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void eachSubscriptionIsACallOfItsOwn() {
        AtomicInteger calls = new AtomicInteger();
        Uni<Integer> guarded = breakers.guarded("redis", () -> Uni.createFrom().item(calls::incrementAndGet));
        assertThat(calls).hasValue(0);
        guarded.await().indefinitely();
        guarded.await().indefinitely();
        assertThat(calls).hasValue(2);
        assertThat(status("redis").successCount()).isEqualTo(2);
    }

    @Test
    void anIsolationRejectsCallsAndEndsWhenReleased() {
        breakers.declare("redis");
        assertThat(breakers.isolate("redis", isolation())).isEqualTo(BreakerState.CLOSED);

        assertThatThrownBy(() -> call("redis"))
                .isInstanceOf(CircuitBreakerOpenException.class)
                .hasMessageContaining("forced open");
        BreakerStatus forced = status("redis");
        assertThat(forced.state()).isEqualTo(BreakerState.FORCED_OPEN);
        assertThat(forced.canReset()).isFalse();
        assertThat(forced.resetBlockedReason()).contains("override=true");
        assertThat(forced.triggerReason()).isEqualTo("forced open: maintenance");
        assertThat(forced.rejectedCalls()).isEqualTo(1);

        breakers.release("redis");
        assertThat(call("redis")).isEqualTo("fine");
        assertThat(moves).extracting(Transition::cause).containsExactly(Cause.FORCE_OPEN, Cause.EXPIRED);
    }

    @Test
    void anIsolationMeetsABreakerThatIsMadeLater() {
        breakers.isolate("route-1", isolation());
        assertThat(breakers.status("route-1")).isEmpty();
        assertThatThrownBy(() -> call("route-1")).isInstanceOf(CircuitBreakerOpenException.class);
    }

    @Test
    void behindAnIsolationTheEngineMovesUnseenAndShowsAfterwards() {
        TestBreakers.trip(breakers, "redis");
        breakers.isolate("redis", isolation());
        time.advance(Duration.ofSeconds(60));
        assertThat(status("redis").state()).isEqualTo(BreakerState.FORCED_OPEN);
        breakers.release("redis");
        assertThat(status("redis").state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(moves)
                .extracting(Transition::to)
                .containsExactly(BreakerState.OPEN, BreakerState.FORCED_OPEN, BreakerState.HALF_OPEN);
    }

    @Test
    void closingAtOnceTellsTheTransitionThatTheEngineKeepsToItself() {
        TestBreakers.trip(breakers, "redis");
        assertThat(breakers.close("redis", ACT)).isEqualTo(BreakerState.OPEN);
        assertThat(status("redis").state()).isEqualTo(BreakerState.CLOSED);
        assertThat(status("redis").failureCount()).isZero();
        assertThat(moves.getLast().cause()).isEqualTo(Cause.OVERRIDE_RESET);
        assertThat(moves.getLast().act()).isEqualTo(ACT);
    }

    @Test
    void whoKnowsThatTheDependencyIsBackClosesItAndSaysWhy() {
        TestBreakers.trip(breakers, "redis");
        breakers.recovered("redis", "the link is up");
        assertThat(call("redis")).isEqualTo("fine");
        assertThat(status("redis").state()).isEqualTo(BreakerState.CLOSED);
        assertThat(status("redis").failureCount()).isZero();
        assertThat(moves.getLast().cause()).isEqualTo(Cause.LINK_RECOVERED);
        assertThat(moves.getLast().reason()).isEqualTo("the link is up");
        assertThat(moves.getLast().act()).isNull();

        breakers.recovered("redis", "again");
        breakers.recovered("nobody", "the link is up");
        assertThat(moves).as("what is closed, or unknown, does not move").hasSize(2);
        assertThat(breakers.status("nobody")).isEmpty();
    }

    @Test
    void aRecoveryStartsTheCountOfFailuresAnew() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 4; i++) {
                failing("redis");
            }
            breakers.recovered("redis", "the link is up");
        }
        assertThat(status("redis").state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aRecoveryLeavesWhatIsForcedOpenToTheOperator() {
        TestBreakers.trip(breakers, "redis");
        breakers.isolate("redis", isolation());
        breakers.recovered("redis", "the link is up");
        assertThat(status("redis").state()).isEqualTo(BreakerState.FORCED_OPEN);
        assertThatThrownBy(() -> call("redis")).isInstanceOf(CircuitBreakerOpenException.class);
        breakers.release("redis");
        assertThat(status("redis").state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void anAttemptOfTheLinksOwnerIsLetThroughAnOpenBreakerAndClosesIt() {
        for (int i = 0; i < 7; i++) {
            attempt(TestBreakers.fails());
        }
        assertThat(status("redis").state()).isEqualTo(BreakerState.OPEN);
        assertThat(status("redis").failureCount())
                .as("tried again, all the same")
                .isEqualTo(7);
        assertThatThrownBy(() -> call("redis")).isInstanceOf(CircuitBreakerOpenException.class);

        attempt(TestBreakers.works());
        assertThat(status("redis").state()).isEqualTo(BreakerState.CLOSED);
        assertThat(call("redis")).isEqualTo("fine");
        assertThat(moves).extracting(Transition::cause).containsExactly(Cause.FAILURES, Cause.PROBE_SUCCEEDED);
    }

    @Test
    void anAttemptOfTheLinksOwnerIsNotLetThroughAnIsolation() {
        breakers.isolate("redis", isolation());
        attempt(TestBreakers.works());
        assertThat(status("redis").rejectedCalls()).isEqualTo(1);
        assertThat(status("redis").successCount()).isZero();
    }

    private void attempt(Uni<String> call) {
        breakers.attempted("redis", () -> call)
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();
    }

    @Test
    void metersFollow() {
        TestBreakers.trip(breakers, "redis");
        assertThat(meters.get("ballast_circuit_breaker_state")
                        .tags("breaker", "redis", "state", "OPEN")
                        .gauge()
                        .value())
                .isOne();
        assertThat(meters.get("ballast_circuit_breaker_state")
                        .tags("breaker", "redis", "state", "CLOSED")
                        .gauge()
                        .value())
                .isZero();
        assertThat(meters.get("ballast_circuit_breaker_transitions")
                        .tags("breaker", "redis", "to", "OPEN")
                        .counter()
                        .count())
                .isOne();
        assertThat(meters.get("ballast_circuit_breaker_calls")
                        .tags("breaker", "redis", "outcome", "failure")
                        .functionCounter()
                        .count())
                .isEqualTo(5);
    }

    @Test
    void neverShowsWhatAUrlCarriesBeforeItsHost() {
        failing("redis");
        assertThat(status("redis").lastFailure()).isEqualTo("IllegalStateException: refused by redis://127.0.0.1:1");
    }

    @Test
    void askingCreatesNothing() {
        assertThat(breakers.status("nobody")).isEmpty();
        assertThat(breakers.probe("nobody", ACT).await().indefinitely()).isInstanceOf(ProbeOutcome.NotTried.class);
        breakers.close("nobody", ACT);
        breakers.release("nobody");
        assertThat(breakers.statuses()).isEmpty();
    }

    private Isolation isolation() {
        return new Isolation(ACT, time.now(), time.now().plusSeconds(600));
    }

    private BreakerStatus status(String name) {
        return breakers.status(name).orElseThrow();
    }

    private String call(String name) {
        return breakers.guarded(name, TestBreakers::works).await().indefinitely();
    }

    private void failing(String name) {
        breakers.guarded(name, TestBreakers::fails)
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();
    }
}
