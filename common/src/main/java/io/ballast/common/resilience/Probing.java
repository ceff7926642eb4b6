// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.ballast.common.resilience.Transition.Cause;
import io.ballast.common.time.Timer;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/** Tries the dependency behind an open breaker when an operator asks for it, one attempt at a time. */
final class Probing {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final ManagedBreaker breaker;
    private final TypedGuard<Uni<Object>> timeLimit;
    private final Duration wait;
    private final Timer timer;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile @Nullable Supplier<? extends Uni<?>> probe;
    private volatile @Nullable OperatorAct prober;

    Probing(ManagedBreaker breaker, TypedGuard<Uni<Object>> timeLimit, Duration timeout, Timer timer) {
        this.breaker = breaker;
        this.timeLimit = timeLimit;
        this.wait = timeout.compareTo(LONGEST_WAIT) < 0 ? timeout : LONGEST_WAIT;
        this.timer = timer;
    }

    void with(Supplier<? extends Uni<?>> known) {
        probe = known;
    }

    /** Who is trying at the moment. */
    @Nullable
    OperatorAct prober() {
        return prober;
    }

    /** With the probe there is, or else with the next real call. */
    Uni<ProbeOutcome> begin(OperatorAct act) {
        if (!underWay.compareAndSet(false, true)) {
            return notTried("another probe is under way");
        }
        prober = act;
        Supplier<? extends Uni<?>> known = probe;
        Uni<ProbeOutcome> tried = known == null
                ? nextCall()
                : attempt(() -> known.get().onItem().<Object>transform(item -> true))
                        .onItemOrFailure()
                        .transform((item, failure) -> outcome(breaker, failure));
        return tried.onTermination().invoke(() -> {
            prober = null;
            underWay.set(false);
        });
    }

    private Uni<ProbeOutcome> nextCall() {
        AwaitedCall awaited = new AwaitedCall();
        if (!breaker.arm(awaited)) {
            return notTried("an operator isolated the dependency, or still waits for a call");
        }
        String late = "it has no probe of its own, and no call came within " + wait.toSeconds() + " s";
        Timer.Cancellable end = timer.after(wait, () -> awaited.giveUp(breaker, late));
        return awaited.outcome().onTermination().invoke((outcome, failure, cancelled) -> {
            end.cancel();
            if (cancelled) {
                awaited.giveUp(breaker, "nobody waits for it any more");
            }
        });
    }

    /** One call past an open breaker, within the time limit; its outcome decides. Half open, the engine does the same. */
    <T> Uni<T> attempt(Supplier<Uni<T>> call) {
        if (breaker.engineState() != BreakerState.OPEN) {
            return breaker.through(call);
        }
        OperatorAct act = prober;
        return ManagedBreaker.run(timeLimit, call).onItemOrFailure().invoke((item, failure) -> {
            if (failure != null && breaker.isFailure(failure)) {
                breaker.counts().failure();
            } else {
                breaker.counts().success();
                breaker.reset(Cause.PROBE_SUCCEEDED, act == null ? null : act.reason(), act);
            }
        });
    }

    static ProbeOutcome outcome(ManagedBreaker breaker, @Nullable Throwable failure) {
        if (failure instanceof CircuitBreakerOpenException) {
            return new ProbeOutcome.NotTried("a call is already being tried");
        }
        return failure == null || !breaker.isFailure(failure)
                ? new ProbeOutcome.Succeeded()
                : new ProbeOutcome.Failed();
    }

    private static Uni<ProbeOutcome> notTried(String why) {
        return Uni.createFrom().item(new ProbeOutcome.NotTried(why));
    }
}
