// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.ballast.common.resilience.Transition.Cause;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/**
 * One breaker: the engine's, with a gate in front that is one volatile read while nothing special is going on. The
 * state machine is the engine's alone; {@link BreakerRecord} follows it for those who want to know.
 */
final class ManagedBreaker {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final String name;
    private final Tuning tuning;
    private final Surroundings around;
    private final CallCounts counts = new CallCounts();
    private final BreakerRecord record;
    private final TypedGuard<Uni<Object>> guard;
    private final TypedGuard<Uni<Object>> timeLimit;
    private final AtomicReference<@Nullable Gate> gate = new AtomicReference<>();
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile @Nullable Supplier<? extends Uni<?>> probe;
    private volatile @Nullable OperatorAct prober;

    ManagedBreaker(String name, Tuning tuning, Surroundings around) {
        this.name = name;
        this.tuning = tuning;
        this.around = around;
        this.record = new BreakerRecord(name, tuning, counts, around, this::isolation);
        this.guard = limited(around.engine()
                        .guard()
                        .withDescription(name)
                        .withCircuitBreaker()
                        .name(name)
                        .requestVolumeThreshold(tuning.failures())
                        .failureRatio(1.0)
                        .delay(tuning.openFor().toMillis(), ChronoUnit.MILLIS)
                        .when(this::isFailure)
                        .onSuccess(counts::success)
                        .onFailure(counts::failure)
                        .onPrevented(counts::rejection)
                        .onStateChange(state -> record.engineMoved(prober))
                        .done())
                .build();
        this.timeLimit = limited(around.engine().guard().withDescription(name + " probe"))
                .build();
    }

    private TypedGuard.Builder<Uni<Object>> limited(TypedGuard.Builder<Uni<Object>> builder) {
        return builder.withTimeout()
                .duration(tuning.timeout().toMillis(), ChronoUnit.MILLIS)
                .done();
    }

    /** The engine asks right before it counts a failure: the only moment at which the cause is known. */
    private boolean isFailure(Throwable thrown) {
        boolean failure = tuning.isFailure(thrown);
        if (failure) {
            counts.because(thrown);
        }
        return failure;
    }

    String name() {
        return name;
    }

    CallCounts counts() {
        return counts;
    }

    BreakerState state() {
        return record.state();
    }

    BreakerStatus status() {
        return record.status();
    }

    void probeWith(Supplier<? extends Uni<?>> known) {
        probe = known;
    }

    <T> Uni<T> guarded(Supplier<Uni<T>> call) {
        return Uni.createFrom().deferred(() -> {
            Gate standing = gate.get();
            return standing == null ? through(call) : standing.admit(this, call);
        });
    }

    /** As the engine will have it. */
    <T> Uni<T> through(Supplier<Uni<T>> call) {
        return run(guard, call);
    }

    @SuppressWarnings("unchecked") // one guard serves calls of every type; it only passes their items through
    private static <T> Uni<T> run(TypedGuard<Uni<Object>> guard, Supplier<Uni<T>> call) {
        return (Uni<T>) guard.get(() -> (Uni<Object>) call.get());
    }

    /** Keeps calls away; returns the state before. */
    BreakerState isolate(Isolation isolation) {
        Gate before = gate.getAndSet(new ForcedOpen(isolation));
        if (before instanceof AwaitedCall awaited) {
            awaited.giveUp(this, "an operator isolated the dependency meanwhile");
        }
        return record.ordered(Cause.FORCE_OPEN, isolation.act());
    }

    /** Ends an isolation, whatever the engine then says. */
    void release(Cause cause, @Nullable OperatorAct act) {
        if (gate.get() instanceof ForcedOpen forced && gate.compareAndSet(forced, null)) {
            record.ordered(cause, act);
        }
    }

    /** Closed at once, isolated or not; returns the state before. */
    BreakerState close(OperatorAct act) {
        if (gate.get() instanceof ForcedOpen forced) {
            gate.compareAndSet(forced, null);
        }
        return reset(Cause.OVERRIDE_RESET, act);
    }

    /** The engine tells nobody of its resets: it is done here. */
    private BreakerState reset(Cause cause, @Nullable OperatorAct act) {
        around.engine().maintenance().reset(name);
        counts.forgive();
        return record.ordered(cause, act);
    }

    /** Tries the dependency, with the probe it was given or else with the next real call. */
    Uni<ProbeOutcome> probe(OperatorAct act) {
        if (!probing.compareAndSet(false, true)) {
            return Uni.createFrom().item(new ProbeOutcome.NotTried("another probe is under way"));
        }
        prober = act;
        Supplier<? extends Uni<?>> known = probe;
        Uni<ProbeOutcome> tried = known == null
                ? nextCall()
                : attempt(() -> known.get().onItem().<Object>transform(item -> Boolean.TRUE))
                        .onItemOrFailure()
                        .transform((item, failure) -> outcome(this, failure));
        return tried.onTermination().invoke(() -> {
            prober = null;
            probing.set(false);
        });
    }

    private Uni<ProbeOutcome> nextCall() {
        AwaitedCall awaited = new AwaitedCall();
        if (!gate.compareAndSet(null, awaited)) {
            return Uni.createFrom().item(new ProbeOutcome.NotTried("an operator isolated the dependency"));
        }
        Duration wait = tuning.timeout().compareTo(LONGEST_WAIT) < 0 ? tuning.timeout() : LONGEST_WAIT;
        around.timer()
                .after(
                        wait,
                        () -> awaited.giveUp(
                                this,
                                "it has no probe of its own, and no call came within " + wait.toSeconds() + " s"));
        return awaited.outcome();
    }

    void disarm(AwaitedCall awaited) {
        gate.compareAndSet(awaited, null);
    }

    /** One call past an open breaker, within the time limit; its outcome decides. Half open, the engine does the same. */
    <T> Uni<T> attempt(Supplier<Uni<T>> call) {
        if (record.engineState() != BreakerState.OPEN) {
            return through(call);
        }
        return run(timeLimit, call).onItemOrFailure().invoke((item, failure) -> {
            if (failure != null && isFailure(failure)) {
                counts.failure();
            } else {
                counts.success();
                reset(Cause.PROBE_SUCCEEDED, prober);
            }
        });
    }

    static ProbeOutcome outcome(ManagedBreaker breaker, @Nullable Throwable failure) {
        if (failure instanceof CircuitBreakerOpenException) {
            return new ProbeOutcome.NotTried("a call is already being tried");
        }
        return failure == null || !breaker.tuning.isFailure(failure)
                ? new ProbeOutcome.Succeeded()
                : new ProbeOutcome.Failed();
    }

    private @Nullable Isolation isolation() {
        return gate.get() instanceof ForcedOpen forced ? forced.isolation() : null;
    }
}
