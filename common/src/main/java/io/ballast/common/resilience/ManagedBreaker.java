// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.ballast.common.resilience.Transition.Cause;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One breaker: the engine's, with a gate in front that is one volatile read while nothing special is going on. The
 * state machine is the engine's alone; {@link BreakerRecord} follows it for those who want to know.
 */
final class ManagedBreaker {

    private final String name;
    private final Tuning tuning;
    private final Surroundings around;
    private final CallCounts counts = new CallCounts();
    private final BreakerRecord record;
    private final TypedGuard<Uni<Object>> guard;
    private final Probing probing;
    private final AtomicReference<@Nullable Gate> gate = new AtomicReference<>();
    private volatile Predicate<Throwable> fault = thrown -> true;

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
                        .onStateChange(state -> engineMoved())
                        .done())
                .build();
        TypedGuard<Uni<Object>> timeLimit = limited(around.engine().guard().withDescription(name + " probe"))
                .build();
        this.probing = new Probing(this, timeLimit, tuning.timeout(), around.timer());
    }

    private TypedGuard.Builder<Uni<Object>> limited(TypedGuard.Builder<Uni<Object>> builder) {
        return builder.withTimeout()
                .duration(tuning.timeout().toMillis(), ChronoUnit.MILLIS)
                .done();
    }

    /** The engine asks right before it counts a failure: the only moment at which the cause is known. */
    boolean isFailure(Throwable thrown) {
        boolean failure = tuning.isFailure(thrown) && fault.test(thrown);
        if (failure) {
            counts.because(thrown);
        }
        return failure;
    }

    private void engineMoved() {
        record.engineMoved(probing.prober());
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
        probing.with(known);
    }

    /** @param judge which failures are the dependency's own; the others count as successes */
    void faultBy(Predicate<Throwable> judge) {
        fault = judge;
    }

    <T> Uni<T> guarded(Supplier<Uni<T>> call) {
        return Uni.createFrom().deferred(() -> {
            Gate standing = gate.get();
            return standing == null ? through(call) : standing.admit(this, call);
        });
    }

    /** Past an open breaker, but not past an operator. */
    <T> Uni<T> attempted(Supplier<Uni<T>> call) {
        return Uni.createFrom().deferred(() -> {
            Gate standing = gate.get();
            return standing == null ? attempt(call) : standing.admit(this, call);
        });
    }

    /** As the engine will have it. */
    <T> Uni<T> through(Supplier<Uni<T>> call) {
        return run(guard, call);
    }

    @SuppressWarnings("unchecked") // one guard serves calls of every type; it only passes their items through
    static <T> Uni<T> run(TypedGuard<Uni<Object>> guard, Supplier<Uni<T>> call) {
        return (Uni<T>) guard.get(() -> (Uni<Object>) call.get());
    }

    /** Keeps calls away; returns the state before. */
    BreakerState isolate(Isolation isolation) {
        Gate before = gate.getAndSet(new ForcedOpen(isolation));
        if (before instanceof AwaitedCall awaited) {
            awaited.giveUp(this, "an operator isolated the dependency meanwhile");
        }
        return record.ordered(Cause.FORCE_OPEN, isolation.act().reason(), isolation.act());
    }

    /** Ends an isolation, whatever the engine then says. */
    void release(Cause cause, @Nullable OperatorAct act) {
        if (gate.get() instanceof ForcedOpen forced && gate.compareAndSet(forced, null)) {
            record.ordered(cause, act == null ? null : act.reason(), act);
        }
    }

    /** Closed at once, isolated or not; returns the state before. */
    BreakerState close(OperatorAct act) {
        if (gate.get() instanceof ForcedOpen forced) {
            gate.compareAndSet(forced, null);
        }
        return reset(Cause.OVERRIDE_RESET, act.reason(), act);
    }

    /** The engine starts anew; whoever stands at the gate stays there. */
    void recovered(String why) {
        reset(Cause.LINK_RECOVERED, why, null);
    }

    /** The engine tells nobody of its resets: it is done here. */
    BreakerState reset(Cause cause, @Nullable String reason, @Nullable OperatorAct act) {
        around.engine().maintenance().reset(name);
        counts.forgive();
        return record.ordered(cause, reason, act);
    }

    Uni<ProbeOutcome> probe(OperatorAct act) {
        return probing.begin(act);
    }

    <T> Uni<T> attempt(Supplier<Uni<T>> call) {
        return probing.attempt(call);
    }

    BreakerState engineState() {
        return record.engineState();
    }

    /** Lets the next call be the probe, unless something else stands at the gate. */
    boolean arm(AwaitedCall awaited) {
        return gate.compareAndSet(null, awaited);
    }

    void disarm(AwaitedCall awaited) {
        gate.compareAndSet(awaited, null);
    }

    private @Nullable Isolation isolation() {
        return gate.get() instanceof ForcedOpen forced ? forced.isolation() : null;
    }
}
