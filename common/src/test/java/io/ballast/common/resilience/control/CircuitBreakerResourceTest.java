// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import static io.ballast.common.resilience.control.Instance.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.BreakerStatus;
import io.ballast.common.resilience.TestBreakers;
import io.ballast.common.testing.ManualTime;
import io.ballast.common.web.AnsweredProblem;
import io.ballast.common.web.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.MapAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CircuitBreakerResourceTest {

    private final ManualTime time = new ManualTime();
    private final FakeControlPlane.Store store = new FakeControlPlane.Store();
    private final FakeControlPlane plane = new FakeControlPlane(store);
    private final Instance a = new Instance("demo", "demo@a", plane, time, time, 1000).begin();
    private final CircuitBreakerResource http = a.http;

    @Test
    void withoutBreakersThereIsNoneToShow() {
        Answers.Status status = answer(http.status(null, null));
        assertThat(status.status()).isEqualTo("ok");
        assertThat(status.circuitBreaker()).isNull();
        assertThat(status.circuitBreakers()).isEmpty();
    }

    @Test
    void showsTheNamedOrTheWorst() {
        a.breakers.declare("fine");
        TestBreakers.trip(a.breakers, "bad");
        assertThat(worst(http.status(null, null).await().indefinitely())).isEqualTo("bad");
        answer(http.forceOpen("fine", "maintenance", null));
        assertThat(worst(answer(http.status(null, null)))).isEqualTo("fine");
        Answers.Status named = answer(http.status("bad", null));
        assertThat(worst(named)).isEqualTo("bad");
        assertThat(named.circuitBreakers()).hasSize(1);
    }

    @Test
    void theBodyHasExactlyTheFieldsOfTheContract() {
        TestBreakers.trip(a.breakers, "redis");
        JsonNode body = Instance.JSON.valueToTree(answer(http.status("redis", null)));
        assertThat(names(body)).containsExactly("status", "scope", "circuit_breaker", "circuit_breakers");
        JsonNode breaker = body.get("circuit_breaker");
        assertThat(names(breaker))
                .containsExactlyInAnyOrder(
                        "service",
                        "name",
                        "instance",
                        "state",
                        "active",
                        "failure_count",
                        "failure_threshold",
                        "success_count",
                        "total_calls",
                        "rejected_calls",
                        "last_failure",
                        "trigger_reason",
                        "opened_at",
                        "retry_at",
                        "can_reset",
                        "reset_blocked_reason",
                        "statistics");
        assertThat(breaker.get("opened_at").asText()).isEqualTo("2026-01-05T12:00:00Z");
        JsonNode trail = Instance.JSON.valueToTree(answer(http.history(null, null)));
        assertThat(names(trail)).containsExactly("status", "history", "count");
        assertThat(names(trail.get("history").get(0)))
                .containsExactly(
                        "at", "service", "name", "instance", "from", "to", "cause", "actor", "reason", "trace_id");
    }

    @Test
    void aFleetStatusLeavesOutWhoFellSilent() {
        FakeControlPlane otherPlane = new FakeControlPlane(store);
        Instance other = new Instance("another", "another@x", otherPlane, time, time, 1000);
        other.breakers.declare("dtc");
        other.begin();
        a.breakers.declare("redis");
        assertThat(fleetNames()).containsExactly("dtc", "redis");
        assertThat(answer(http.status("dtc", "fleet")).circuitBreakers()).hasSize(1);

        otherPlane.cut();
        time.advance(Duration.ofSeconds(6));
        assertThat(fleetNames()).containsExactly("redis");
        time.advance(Duration.ofMinutes(11));
        fleetNames();
        assertThat(answer(plane.reports())).extracting(FleetReport::instance).containsExactly("demo@a");
    }

    @Test
    void aFleetThatCannotBeAskedIsAnsweredForThisInstance() {
        a.breakers.declare("redis");
        plane.cut();
        Answers.Status status = answer(http.status(null, "fleet"));
        assertThat(status.scope()).isEqualTo(Scope.INSTANCE);
        assertThat(status.circuitBreakers()).hasSize(1);
    }

    @Test
    void aResetRunsTheProbeAndClosesOnSuccess() {
        a.breakers.declare("redis", TestBreakers::works);
        TestBreakers.trip(a.breakers, "redis");
        Answers.Change change = answer(http.reset(null, null, null));
        assertThat(change.circuitBreaker().state()).isEqualTo(BreakerState.CLOSED);
        assertThat(change.scope()).isEqualTo(Scope.INSTANCE);
        assertThat(a.history().getFirst().actor()).isEqualTo(Instance.OPERATOR.toString());
        assertThat(a.history().getFirst().cause()).isEqualTo("probe-succeeded");
    }

    @Test
    void aResetWhoseProbeFailsIsAConflictWithTheFigures() {
        a.breakers.declare("redis", TestBreakers::fails);
        TestBreakers.trip(a.breakers, "redis");
        problem(409, () -> answer(http.reset("redis", null, null)))
                .containsEntry("failure_count", 6)
                .containsEntry("failure_threshold", 5)
                .containsEntry("last_failure", "IllegalStateException: refused by redis://127.0.0.1:1")
                .containsKey("hint");
        assertThat(a.state("redis")).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void aResetOfAClosedOrIsolatedBreakerIsAConflict() {
        a.breakers.declare("redis", TestBreakers::works);
        problem(409, () -> answer(http.reset("redis", null, null))).containsEntry("hint", "it is closed");
        answer(http.forceOpen("redis", "maintenance", null));
        problem(409, () -> answer(http.reset("redis", "false", null))).containsKey("hint");
        assertThat(a.state("redis")).isEqualTo(BreakerState.FORCED_OPEN);
    }

    @Test
    void aResetWithOverrideClosesAnythingAtOnce() {
        a.breakers.declare("redis", TestBreakers::fails);
        assertThat(answer(http.reset("redis", "true", "to be sure")).scope()).isEqualTo(Scope.FLEET);
        TestBreakers.trip(a.breakers, "redis");
        answer(http.reset("redis", "true", "known to be well"));
        assertThat(a.state("redis")).isEqualTo(BreakerState.CLOSED);
        answer(http.forceOpen("redis", "maintenance", null));
        answer(http.reset(null, "true", "done"));
        assertThat(a.state("redis")).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void withoutANameItMustBeClearWhichIsMeant() {
        a.breakers.declare("one");
        a.breakers.declare("two");
        problem(400, () -> answer(http.reset(null, null, null))).containsEntry("names", List.of("one", "two"));
        a.breakers.declare("three");
        TestBreakers.trip(a.breakers, "one");
        TestBreakers.trip(a.breakers, "two");
        problem(400, () -> answer(http.reset(null, null, null))).containsEntry("names", List.of("one", "two"));
    }

    @Test
    void anUnknownNameIsNotFoundAndNothingIsCreated() {
        problem(404, () -> answer(http.status("nobody", null)));
        problem(404, () -> answer(http.status("nobody", "fleet")));
        problem(404, () -> answer(http.reset("nobody", null, null)));
        problem(404, () -> answer(http.forceOpen("nobody", "why", null)));
        problem(404, () -> answer(http.history(null, "nobody")));
        assertThat(a.breakers.statuses()).isEmpty();
        assertThat(answer(plane.decisions())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("wrongParameters")
    void aWrongParameterIsNamed(String field, Consumer<CircuitBreakerResource> call) {
        a.breakers.declare("redis");
        problem(400, () -> call.accept(http)).containsEntry("field", field);
    }

    static Stream<Arguments> wrongParameters() {
        return Stream.of(
                wrong("scope", h -> answer(h.status(null, "world"))),
                wrong("name", h -> answer(h.forceOpen(null, "why", null))),
                wrong("reason", h -> answer(h.forceOpen("redis", null, null))),
                wrong("reason", h -> answer(h.forceOpen("redis", " ", null))),
                wrong("reason", h -> answer(h.forceOpen("redis", "a\nb", null))),
                wrong("reason", h -> answer(h.forceOpen("redis", "x".repeat(501), null))),
                wrong("reason", h -> answer(h.reset("redis", "true", null))),
                wrong("override", h -> answer(h.reset("redis", "yes", "why"))),
                wrong("ttl", h -> answer(h.forceOpen("redis", "why", "ten minutes"))),
                wrong("ttl", h -> answer(h.forceOpen("redis", "why", "PT0S"))),
                wrong("ttl", h -> answer(h.forceOpen("redis", "why", "-PT1M"))),
                wrong("ttl", h -> answer(h.forceOpen("redis", "why", "PT24H0.001S"))),
                wrong("limit", h -> answer(h.history("0", null))),
                wrong("limit", h -> answer(h.history("1001", null))),
                wrong("limit", h -> answer(h.history("many", null))));
    }

    private static Arguments wrong(String field, Consumer<CircuitBreakerResource> call) {
        return Arguments.of(field, call);
    }

    @Test
    void aDayIsTheLongestIsolation() {
        a.breakers.declare("redis");
        assertThat(answer(http.forceOpen("redis", "why", "PT24H"))
                        .circuitBreaker()
                        .retryAt())
                .isEqualTo(time.now().plus(Duration.ofHours(24)));
    }

    private static MapAssert<String, Object> problem(int status, ThrowingCallable call) {
        AnsweredProblem problem = AnsweredProblem.of(catchThrowableOfType(ProblemException.class, call));
        assertThat(problem.status()).isEqualTo(status);
        return assertThat(problem.members());
    }

    private List<String> fleetNames() {
        return answer(http.status(null, "fleet")).circuitBreakers().stream()
                .map(BreakerStatus::name)
                .toList();
    }

    private static String worst(Answers.Status status) {
        BreakerStatus shown = status.circuitBreaker();
        return shown == null ? "none" : shown.name();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }
}
