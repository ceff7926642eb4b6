// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.BreakerStatus;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.resilience.Isolation;
import io.ballast.common.resilience.OperatorAct;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operators' decisions about this service's breakers. They are taken here first, so they work while the fleet cannot
 * be reached; {@link #reconcile()} brings both sides to the newest decision per breaker. An isolation ends by itself on
 * every instance, by that instance's clock.
 */
@ApplicationScoped
class Overrides {

    /** No isolation lasts longer. */
    static final Duration LONGEST = Duration.ofHours(24);

    private final Breakers breakers;
    private final ControlPlane plane;
    private final ServiceInstance self;
    private final TimeSource time;
    private final Timer timer;
    private final Map<String, Decision> standing = new HashMap<>();
    private final Map<String, Timer.Cancellable> expiries = new HashMap<>();

    Overrides(Breakers breakers, ControlPlane plane, ServiceInstance self, TimeSource time, Timer timer) {
        this.breakers = breakers;
        this.plane = plane;
        this.self = self;
        this.time = time;
        this.timer = timer;
    }

    /** A decision as this instance carried it out. */
    record Taken(Decision decision, BreakerState from, BreakerState to) {}

    /** Decides here and now. It is newer than any decision this instance has heard of, whatever the clocks say. */
    synchronized Taken decide(
            String name, Decision.Action action, Duration lasts, String actor, String reason, @Nullable String trace) {
        Instant at = time.now().truncatedTo(ChronoUnit.MICROS);
        Decision before = standing.get(name);
        if (before != null && !at.isAfter(before.at())) {
            at = before.at().plus(1, ChronoUnit.MICROS);
        }
        Decision decision =
                new Decision(self.service(), name, action, at, self.id(), actor, reason, at.plus(lasts), trace);
        BreakerState from = carryOut(decision);
        BreakerState to = breakers.status(name).map(BreakerStatus::state).orElse(from);
        return new Taken(decision, from, to);
    }

    /** Tells the fleet; returns the decision that stands there, which may be a newer one, then carried out here too. */
    Uni<Decision> offer(Decision decision) {
        return plane.offer(decision).invoke(this::heard);
    }

    /** Both sides to the newest decision per breaker. */
    Uni<Void> reconcile() {
        return plane.decisions().chain(theirs -> {
            Map<String, Decision> known = new HashMap<>();
            theirs.stream().filter(d -> d.service().equals(self.service())).forEach(d -> known.put(d.name(), d));
            known.values().forEach(this::heard);
            List<Uni<Decision>> missing =
                    newerThan(known).stream().map(this::offer).toList();
            return missing.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : Uni.join().all(missing).andFailFast().replaceWithVoid();
        });
    }

    private synchronized List<Decision> newerThan(Map<String, Decision> known) {
        return standing.values().stream()
                .filter(mine -> time.now().isBefore(mine.expiresAt()) && mine.newerThan(known.get(mine.name())))
                .toList();
    }

    private synchronized void heard(Decision decision) {
        if (decision.service().equals(self.service()) && decision.newerThan(standing.get(decision.name()))) {
            carryOut(decision);
        }
    }

    /** Under the lock; returns the state before. */
    private BreakerState carryOut(Decision decision) {
        String name = decision.name();
        standing.put(name, decision);
        Timer.Cancellable expiry = expiries.remove(name);
        if (expiry != null) {
            expiry.cancel();
        }
        OperatorAct act =
                new OperatorAct(decision.actor(), decision.reason(), decision.instance(), decision.traceparent());
        if (decision.isolatesAt(time.now())) {
            awaitEnd(decision);
            return breakers.isolate(name, new Isolation(act, decision.at(), decision.expiresAt()));
        }
        BreakerState before = breakers.status(name).map(BreakerStatus::state).orElse(BreakerState.CLOSED);
        if (decision.action() == Decision.Action.FORCE_OPEN) {
            breakers.release(name);
        } else if (concerns(decision)) {
            breakers.close(name, act);
        }
        return before;
    }

    /** A reset heard late does not close a breaker that opened after it. */
    private boolean concerns(Decision reset) {
        Instant openedAt =
                breakers.status(reset.name()).map(BreakerStatus::openedAt).orElse(null);
        return reset.instance().equals(self.id()) || openedAt == null || !openedAt.isAfter(reset.at());
    }

    private void awaitEnd(Decision decision) {
        Duration left = Duration.between(time.now(), decision.expiresAt());
        expiries.put(decision.name(), timer.after(left, () -> ended(decision)));
    }

    private synchronized void ended(Decision decision) {
        if (!decision.equals(standing.get(decision.name()))) {
            return;
        }
        if (decision.isolatesAt(time.now())) {
            awaitEnd(decision); // a timer may be early by the part of a millisecond it cannot count
        } else {
            expiries.remove(decision.name());
            breakers.release(decision.name());
        }
    }
}
