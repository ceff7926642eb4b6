// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.BreakerStatus;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.resilience.OperatorAct;
import io.ballast.common.resilience.ProbeOutcome;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operator can change about a breaker. */
@ApplicationScoped
class BreakerOperations {

    private final Breakers breakers;
    private final Overrides overrides;
    private final History history;
    private final ControlPlane plane;
    private final ServiceInstance self;

    BreakerOperations(
            Breakers breakers, Overrides overrides, History history, ControlPlane plane, ServiceInstance self) {
        this.breakers = breakers;
        this.overrides = overrides;
        this.history = history;
        this.plane = plane;
        this.self = self;
    }

    /**
     * Who asks.
     *
     * @param traceparent W3C trace context of the request
     */
    record Operator(String actor, @Nullable String traceparent) {}

    Uni<Answers.Change> forceOpen(String name, String reason, Duration ttl, Operator operator) {
        return decide(name, Decision.Action.FORCE_OPEN, ttl, reason, operator);
    }

    Uni<Answers.Change> close(String name, String reason, Operator operator) {
        return decide(name, Decision.Action.RESET, Overrides.LONGEST, reason, operator);
    }

    /** Carried out here at once; recorded after the fleet has it, so that who hears of it finds it. */
    private Uni<Answers.Change> decide(
            String name, Decision.Action action, Duration lasts, String reason, Operator operator) {
        Overrides.Taken taken = overrides.decide(name, action, lasts, operator.actor(), reason, operator.traceparent());
        Uni<Decision> offered = plane.connected()
                ? overrides.offer(taken.decision())
                : Uni.createFrom().failure(() -> new ControlPlaneException("the control plane is cut off"));
        return offered.onItemOrFailure()
                .invoke((stands, failure) ->
                        history.decided(taken.decision(), HistoryEntry.of(taken.decision(), taken.from(), taken.to())))
                .map(stands -> change(taken.decision(), stands))
                .onFailure(failure -> !(failure instanceof ProblemException))
                .recoverWithItem(() -> new Answers.Change(Scope.INSTANCE, known(name)));
    }

    private Answers.Change change(Decision mine, Decision stands) {
        if (stands.newerThan(mine)) {
            throw ProblemException.conflict("a newer decision about this breaker stands in the fleet")
                    .with("actor", stands.actor())
                    .with("reason", stands.reason())
                    .with("at", stands.at().toString());
        }
        return new Answers.Change(Scope.FLEET, known(mine.name()));
    }

    /** With a probe, here alone: what one instance reaches says nothing of what another does. */
    Uni<Answers.Change> reset(String name, @Nullable String reason, Operator operator) {
        BreakerStatus before = known(name);
        if (!before.canReset()) {
            throw refused(before, "the breaker cannot be reset", String.valueOf(before.resetBlockedReason()));
        }
        OperatorAct act = new OperatorAct(
                operator.actor(), reason == null ? "reset with a probe" : reason, self.id(), operator.traceparent());
        return breakers.probe(name, act).map(outcome -> switch (outcome) {
            case ProbeOutcome.Succeeded done -> new Answers.Change(Scope.INSTANCE, known(name));
            case ProbeOutcome.Failed failed ->
                throw refused(
                        known(name),
                        "the probe failed",
                        "mend the dependency and try again, or close at once with override=true and a reason");
            case ProbeOutcome.NotTried(String why) ->
                throw refused(
                        known(name),
                        "no probe ran: " + why,
                        "try again, or close at once with override=true and a reason");
        });
    }

    private static ProblemException refused(BreakerStatus breaker, String detail, String hint) {
        String lastFailure = breaker.lastFailure();
        return ProblemException.conflict(breaker.name() + ": " + detail)
                .with("failure_count", breaker.failureCount())
                .with("failure_threshold", breaker.failureThreshold())
                .with("last_failure", lastFailure == null ? "none" : lastFailure)
                .with("hint", hint);
    }

    BreakerStatus known(String name) {
        return breakers.status(name)
                .orElseThrow(() -> ProblemException.notFound("there is no circuit breaker named " + name));
    }

    /** The only breaker that is not closed. */
    String onlyOpen() {
        List<String> open = breakers.statuses().stream()
                .filter(b -> b.state() != BreakerState.CLOSED)
                .map(BreakerStatus::name)
                .toList();
        if (open.size() == 1) {
            return open.getFirst();
        }
        List<String> names = open.isEmpty()
                ? breakers.statuses().stream().map(BreakerStatus::name).toList()
                : open;
        throw ProblemException.badField(
                        "name",
                        (open.isEmpty() ? "no breaker is open" : "more than one breaker is open") + ", name one of "
                                + String.join(", ", names))
                .with("names", names);
    }
}
