// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import static io.ballast.common.resilience.control.Instance.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.BreakerStatus;
import io.ballast.common.resilience.TestBreakers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas of one service and a real Redis. */
class RedisFleetTest {

    private final RedisFleet fleet = new RedisFleet();
    private final Instance a = fleet.instance("demo", "demo@a");
    private final Instance b = fleet.instance("demo", "demo@b");

    @BeforeEach
    void inStep() {
        for (Instance each : List.of(a, b)) {
            each.breakers.declare("redis");
            await().untilAsserted(() ->
                    assertThat(answer(each.http.status(null, "fleet")).scope()).isEqualTo(Scope.FLEET));
        }
    }

    @AfterEach
    void end() {
        fleet.close();
    }

    @Test
    void anOverrideIsSeenOnTheOtherInstanceWithinASecond() {
        Answers.Change change = answer(a.http.forceOpen("redis", "maintenance", null));
        assertThat(change.scope()).isEqualTo(Scope.FLEET);
        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(b.state("redis")).isEqualTo(BreakerState.FORCED_OPEN));

        answer(b.http.reset("redis", "true", "done"));
        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(a.state("redis")).isEqualTo(BreakerState.CLOSED));
    }

    @Test
    void anOverrideAndItsHistorySurviveARestart() {
        answer(a.http.forceOpen("redis", "maintenance", "PT1H"));
        a.stop();
        b.stop();
        Instance c = fleet.instance("demo", "demo@c");
        c.breakers.declare("redis");
        await().untilAsserted(() -> assertThat(c.state("redis")).isEqualTo(BreakerState.FORCED_OPEN));
        assertThat(c.history()).anySatisfy(entry -> {
            assertThat(entry.instance()).isEqualTo("demo@a");
            assertThat(entry.cause()).isEqualTo("force-open");
            assertThat(entry.actor()).isEqualTo(Instance.OPERATOR.toString());
            assertThat(entry.reason()).isEqualTo("maintenance");
        });
    }

    @Test
    void forcingRedisOpenDoesNotCutTheControlPlane() {
        answer(a.http.forceOpen("redis", "maintenance", null));
        Answers.Change change = answer(a.http.reset("redis", "true", "done"));
        assertThat(change.scope()).isEqualTo(Scope.FLEET);
    }

    @Test
    void whileRedisIsDownAnOverrideIsLocalAndReachesTheFleetAfterwards() {
        fleet.server().stop();
        TestBreakers.trip(a.breakers, "postgres-primary");
        Answers.Change change = answer(a.http.forceOpen("redis", "redis is on fire", null));
        assertThat(change.scope()).isEqualTo(Scope.INSTANCE);
        assertThat(change.circuitBreaker().state()).isEqualTo(BreakerState.FORCED_OPEN);
        assertThat(b.state("redis")).isEqualTo(BreakerState.CLOSED);
        assertThat(a.history()).extracting(HistoryEntry::cause).containsExactly("force-open", "failures");
        assertThat(answer(a.http.status(null, "fleet")).scope()).isEqualTo(Scope.INSTANCE);

        fleet.server().restart();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(b.state("redis")).isEqualTo(BreakerState.FORCED_OPEN));
        await().untilAsserted(() -> assertThat(b.history())
                .extracting(HistoryEntry::instance, HistoryEntry::cause)
                .contains(tuple("demo@a", "force-open"), tuple("demo@a", "failures")));
    }

    @Test
    void whileRedisIsFrozenAnOverrideIsLocalAndReachesTheFleetAfterwards() {
        fleet.freeze(Duration.ofSeconds(3));
        Answers.Change change = answer(a.http.forceOpen("redis", "redis is frozen", null));
        assertThat(change.scope()).isEqualTo(Scope.INSTANCE);
        assertThat(a.state("redis")).isEqualTo(BreakerState.FORCED_OPEN);
        assertThat(b.state("redis")).isEqualTo(BreakerState.CLOSED);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(b.state("redis")).isEqualTo(BreakerState.FORCED_OPEN));
        await().untilAsserted(() -> assertThat(b.history())
                .filteredOn(entry -> entry.instance().equals("demo@a"))
                .extracting(HistoryEntry::cause)
                .containsExactly("force-open"));
    }

    @Test
    void anOverrideOutlivesARedisThatComesBackEmpty() {
        answer(a.http.forceOpen("redis", "maintenance", null));
        await().untilAsserted(() -> assertThat(b.state("redis")).isEqualTo(BreakerState.FORCED_OPEN));
        fleet.server().stop();
        fleet.server().restart();
        Instance c = fleet.instance("demo", "demo@c");
        c.breakers.declare("redis");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(c.state("redis")).isEqualTo(BreakerState.FORCED_OPEN));
        assertThat(a.state("redis")).isEqualTo(BreakerState.FORCED_OPEN);
    }

    @Test
    void theFleetListsEveryInstanceOfEveryService() {
        Instance other = fleet.instance("another", "another@x");
        other.breakers.declare("dtc");
        await().untilAsserted(
                        () -> assertThat(answer(a.http.status(null, "fleet")).circuitBreakers())
                                .extracting(BreakerStatus::service, BreakerStatus::name, BreakerStatus::instance)
                                .containsExactly(
                                        tuple("another", "dtc", "another@x"),
                                        tuple("demo", "redis", "demo@a"),
                                        tuple("demo", "redis", "demo@b")));
    }
}
