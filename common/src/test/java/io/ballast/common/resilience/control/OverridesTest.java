// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import static io.ballast.common.resilience.control.Instance.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.TestBreakers;
import io.ballast.common.testing.ManualTime;
import io.ballast.common.web.ProblemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Overrides over two replicas, with manual time and links that are cut and mended. */
class OverridesTest {

    private final ManualTime time = new ManualTime();
    private final FakeControlPlane.Store store = new FakeControlPlane.Store();
    private final FakeControlPlane planeA = new FakeControlPlane(store);
    private final FakeControlPlane planeB = new FakeControlPlane(store);
    private final Instance a = new Instance("demo", "demo@a", planeA, time, time, 1000);
    private final Instance b = new Instance("demo", "demo@b", planeB, time, time, 1000);

    @BeforeEach
    void begin() {
        for (Instance each : List.of(a, b)) {
            each.breakers.declare("redis");
            each.begin();
        }
    }

    @Test
    void reachesEveryInstanceAndExpiresOnEachByItself() {
        Answers.Change change = answer(a.http.forceOpen("redis", "maintenance", null));
        assertThat(change.scope()).isEqualTo(Scope.FLEET);
        assertThat(change.circuitBreaker().retryAt()).isEqualTo(time.now().plus(Duration.ofMinutes(10)));
        assertThat(b.state("redis")).isEqualTo(BreakerState.FORCED_OPEN);

        planeA.cut();
        planeB.cut();
        time.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(a.state("redis")).isEqualTo(BreakerState.FORCED_OPEN);
        time.advance(Duration.ofMillis(1));
        assertThat(a.state("redis")).isEqualTo(BreakerState.CLOSED);
        assertThat(b.state("redis")).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void isRecordedOnceAsOverrideAndOnTheOthersAsTransition() {
        answer(a.http.forceOpen("redis", "maintenance", null));
        assertThat(store.events())
                .extracting(e -> e.type() + " " + e.source() + " " + e.id())
                .containsExactly("circuit.override /demo demo@a:1", "circuit.transition /demo demo@b:1");
        assertThat(a.history())
                .allSatisfy(entry -> {
                    assertThat(entry.from()).isEqualTo(BreakerState.CLOSED);
                    assertThat(entry.to()).isEqualTo(BreakerState.FORCED_OPEN);
                    assertThat(entry.actor()).isEqualTo(Instance.OPERATOR.toString());
                    assertThat(entry.reason()).isEqualTo("maintenance");
                })
                .hasSize(2);
    }

    @Test
    void aLaterDecisionReplacesTheEarlierWithItsExpiry() {
        answer(a.http.forceOpen("redis", "long", "PT1H"));
        time.advance(Duration.ofSeconds(1));
        answer(b.http.forceOpen("redis", "short", "PT1M"));
        time.advance(Duration.ofMinutes(1));
        assertThat(a.state("redis")).isEqualTo(BreakerState.CLOSED);
        answer(b.http.forceOpen("redis", "again", "PT1H"));
        time.advance(Duration.ofMinutes(59));
        assertThat(a.state("redis")).isEqualTo(BreakerState.FORCED_OPEN);
    }

    @Test
    void decidedWhileCutItIsLocalUntilTheLinkIsBack() {
        planeA.cut();
        assertThat(answer(a.http.forceOpen("redis", "maintenance", null)).scope())
                .isEqualTo(Scope.INSTANCE);
        assertThat(a.state("redis")).isEqualTo(BreakerState.FORCED_OPEN);
        assertThat(b.state("redis")).isEqualTo(BreakerState.CLOSED);
        planeA.mend();
        assertThat(b.state("redis")).isEqualTo(BreakerState.FORCED_OPEN);
    }

    @Test
    void anOlderDecisionThatArrivesLateDoesNotComeBack() {
        planeA.cut();
        answer(a.http.forceOpen("redis", "older", "PT1H"));
        time.advance(Duration.ofMinutes(1));
        answer(b.http.forceOpen("redis", "newer", "PT1H"));
        time.advance(Duration.ofMinutes(1));
        answer(b.http.reset("redis", "true", "newest"));
        planeA.mend();
        assertThat(a.state("redis")).isEqualTo(BreakerState.CLOSED);
        assertThat(b.state("redis")).isEqualTo(BreakerState.CLOSED);
        time.advance(Duration.ofMinutes(5));
        assertThat(b.state("redis")).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aResetHeardLateDoesNotCloseABreakerThatOpenedAfterIt() {
        planeA.cut();
        answer(b.http.reset("redis", "true", "done"));
        time.advance(Duration.ofSeconds(10));
        TestBreakers.trip(a.breakers, "redis");
        planeA.mend();
        assertThat(a.state("redis")).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void aResetClosesWhatWasOpenOnEveryInstance() {
        TestBreakers.trip(a.breakers, "redis");
        TestBreakers.trip(b.breakers, "redis");
        assertThat(answer(b.http.reset(null, "true", "mended")).scope()).isEqualTo(Scope.FLEET);
        assertThat(a.state("redis")).isEqualTo(BreakerState.CLOSED);
        assertThat(b.state("redis")).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aDecisionIsNewerThanWhatItsInstanceKnowsWhateverTheClocksSay() {
        ManualTime behind = new ManualTime(time.now().minusSeconds(30));
        Instance slow = new Instance("demo", "demo@slow", new FakeControlPlane(store), behind, behind, 1000);
        answer(a.http.forceOpen("redis", "maintenance", "PT1H"));
        slow.breakers.declare("redis");
        slow.begin();
        assertThat(answer(slow.http.reset("redis", "true", "done")).scope()).isEqualTo(Scope.FLEET);
        assertThat(a.state("redis")).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aNewerDecisionUnknownHereWinsAndIsTold() {
        ManualTime behind = new ManualTime(time.now().minusSeconds(30));
        Instance slow = new Instance("demo", "demo@slow", new FakeControlPlane(store), behind, behind, 1000);
        slow.breakers.declare("redis");
        slow.begin();
        // stands in the fleet, but slow has not been told of it yet
        answer(planeA.offer(new Decision(
                "demo",
                "redis",
                Decision.Action.FORCE_OPEN,
                time.now(),
                "demo@a",
                "operator-2",
                "isolated",
                time.now().plusSeconds(600),
                null)));
        assertThatThrownBy(() -> answer(slow.http.reset("redis", "true", "done")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("newer decision");
        assertThat(slow.state("redis")).isEqualTo(BreakerState.FORCED_OPEN);
    }

    @Test
    void concernsItsOwnServiceOnly() {
        Instance other = new Instance("another", "another@x", new FakeControlPlane(store), time, time, 1000);
        other.breakers.declare("redis");
        other.begin();
        answer(a.http.forceOpen("redis", "maintenance", null));
        time.advance(Duration.ofSeconds(2));
        assertThat(other.state("redis")).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aFleetThatLostEverythingIsToldAgain() {
        answer(a.http.forceOpen("redis", "maintenance", "PT1H"));
        store.lose();
        time.advance(Duration.ofSeconds(1));
        Instance late = new Instance("demo", "demo@late", new FakeControlPlane(store), time, time, 1000);
        late.breakers.declare("redis");
        late.begin();
        assertThat(late.state("redis")).isEqualTo(BreakerState.FORCED_OPEN);
    }

    @Test
    void aBreakerMadeAfterTheOverrideIsUnderIt() {
        a.breakers.declare("route-1");
        answer(a.http.forceOpen("route-1", "maintenance", null));
        assertThat(b.breakers.status("route-1")).isEmpty();
        b.breakers.declare("route-1");
        assertThat(b.state("route-1")).isEqualTo(BreakerState.FORCED_OPEN);
    }
}
