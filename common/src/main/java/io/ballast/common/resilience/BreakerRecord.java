// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.ballast.common.resilience.Transition.Cause;
import java.time.Instant;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is told about one breaker. The state of engine and gate is read, never kept: callbacks may arrive on any thread
 * and in any order, so each one compares what is true now with what was told last. Transitions are told in order, under
 * one lock.
 */
final class BreakerRecord {

    private static final Logger LOG = Logger.getLogger(BreakerRecord.class);

    private final String name;
    private final Tuning tuning;
    private final CallCounts counts;
    private final Surroundings around;
    private final Supplier<@Nullable Isolation> gate;

    private BreakerState told = BreakerState.CLOSED;
    private @Nullable Instant openedAt;
    private @Nullable String trigger;

    BreakerRecord(
            String name, Tuning tuning, CallCounts counts, Surroundings around, Supplier<@Nullable Isolation> gate) {
        this.name = name;
        this.tuning = tuning;
        this.counts = counts;
        this.around = around;
        this.gate = gate;
    }

    BreakerState engineState() {
        return switch (around.engine().maintenance().currentState(name)) {
            case CLOSED -> BreakerState.CLOSED;
            case OPEN -> BreakerState.OPEN;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
        };
    }

    BreakerState state() {
        return state(gate.get());
    }

    private BreakerState state(@Nullable Isolation isolation) {
        return isolation == null ? engineState() : BreakerState.FORCED_OPEN;
    }

    /** @param prober the operator whose probe may be what moved it */
    synchronized void engineMoved(@Nullable OperatorAct prober) {
        BreakerState now = state();
        switch (now) {
            case CLOSED -> move(now, Cause.PROBE_SUCCEEDED, prober == null ? null : prober.reason(), prober, null);
            case HALF_OPEN -> move(now, Cause.DELAY_ELAPSED, null, null, null);
            case OPEN ->
                move(
                        now,
                        told == BreakerState.HALF_OPEN ? Cause.PROBE_FAILED : Cause.FAILURES,
                        counts.failuresInARow() + " failures in a row, the last: " + counts.lastFailure(),
                        null,
                        null);
            case FORCED_OPEN -> {} // what the engine does behind a closed gate is nobody's concern
        }
    }

    /** Returns the state told before. */
    synchronized BreakerState ordered(Cause cause, @Nullable String reason, @Nullable OperatorAct act) {
        BreakerState before = told;
        Isolation isolation = gate.get();
        move(state(isolation), cause, reason, act, isolation);
        return before;
    }

    private void move(
            BreakerState now,
            Cause cause,
            @Nullable String reason,
            @Nullable OperatorAct act,
            @Nullable Isolation isolation) {
        if (isolation != null) {
            trigger = "forced open: " + isolation.act().reason();
            openedAt = isolation.since();
        }
        if (now == told) {
            return;
        }
        BreakerState before = told;
        told = now;
        if (now == BreakerState.CLOSED) {
            openedAt = null;
            trigger = null;
        } else if (now == BreakerState.OPEN) {
            openedAt = around.time().now();
            trigger = reason;
        }
        Logger.Level level = now.compareTo(BreakerState.OPEN) >= 0 ? Logger.Level.WARN : Logger.Level.INFO;
        LOG.logf(
                level,
                "breaker moved: breaker=%s from=%s to=%s cause=%s reason=%s",
                name,
                before,
                now,
                cause.text(),
                reason);
        around.listener().accept(new Transition(around.time().now(), name, before, now, cause, reason, act));
    }

    synchronized BreakerStatus status() {
        Isolation isolation = gate.get();
        BreakerState now = state(isolation);
        long allowed = counts.succeeded() + counts.failed();
        long blocked = counts.rejected();
        return new BreakerStatus(
                around.instance().service(),
                name,
                around.instance().id(),
                now,
                now != BreakerState.CLOSED,
                counts.failuresInARow(),
                tuning.failures(),
                counts.succeeded(),
                allowed + blocked,
                blocked,
                counts.lastFailure(),
                now == BreakerState.CLOSED ? null : trigger,
                now == BreakerState.CLOSED ? null : openedAt,
                retryAt(now, isolation),
                now == BreakerState.OPEN || now == BreakerState.HALF_OPEN,
                blockedReason(now, isolation),
                new BreakerStatus.Statistics(allowed, blocked));
    }

    private @Nullable Instant retryAt(BreakerState now, @Nullable Isolation isolation) {
        if (isolation != null) {
            return isolation.until();
        }
        return now == BreakerState.OPEN && openedAt != null ? openedAt.plus(tuning.openFor()) : null;
    }

    private static @Nullable String blockedReason(BreakerState now, @Nullable Isolation isolation) {
        if (isolation != null) {
            return "forced open by an operator until " + isolation.until() + "; override=true with a reason lifts it";
        }
        return now == BreakerState.CLOSED ? "it is closed" : null;
    }
}
