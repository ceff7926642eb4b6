// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.events.Event;
import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.BreakerStatus;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every control plane owes; run against the one in memory and against a real Redis. */
abstract class ControlPlaneContractTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00.123456Z");

    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** A connection to one and the same fleet. */
    abstract ControlPlane plane();

    /** Another instance's. */
    abstract ControlPlane other();

    @BeforeEach
    void connect() {
        ControlPlane.Follower follower = new ControlPlane.Follower() {
            @Override
            public void connected() {}

            @Override
            public void disconnected() {}

            @Override
            public void announced(String subject) {
                heard.add(subject);
            }
        };
        for (ControlPlane each : List.of(plane(), other())) {
            each.follow(follower);
            await().untilAsserted(() -> assertThat(each.connected()).isTrue());
        }
    }

    @Test
    void eventsComeBackNewestFirstAndPageByPage() {
        get(plane().append(List.of(event("1"), event("2"))));
        get(plane().append(List.of(event("3"))));

        List<ControlPlane.Recorded> newest = get(other().newest(2, null));
        assertThat(newest).extracting(r -> r.event().id()).containsExactly("3", "2");
        assertThat(newest.getFirst().event()).isEqualTo(event("3"));
        assertThat(get(other().newest(2, newest.getLast().position())))
                .extracting(r -> r.event().id())
                .containsExactly("1");
    }

    @Test
    void nothingIsAppendedForNothing() {
        get(plane().append(List.of()));
        assertThat(get(plane().newest(5, null))).isEmpty();
    }

    @Test
    void overridesAreAnnouncedToOthersWithinASecond() {
        get(plane().append(List.of(event("1"))));
        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(heard).contains("demo/redis"));
    }

    @Test
    void theNewestDecisionStandsWhicheverCameLast() {
        Decision older = decision(NOON, "demo@b", "older");
        Decision newer = decision(NOON.plusNanos(1000), "demo@a", "newer");
        assertThat(get(plane().offer(newer))).isEqualTo(newer);
        assertThat(get(other().offer(older))).isEqualTo(newer);
        assertThat(get(plane().decisions())).containsExactly(newer);
    }

    @Test
    void atTheSameMomentTheInstanceDecides() {
        Decision a = decision(NOON, "demo@a", "a");
        Decision b = decision(NOON, "demo@b", "b");
        assertThat(get(plane().offer(b))).isEqualTo(b);
        assertThat(get(plane().offer(a))).isEqualTo(b);
        assertThat(get(plane().offer(b))).isEqualTo(b);
    }

    @Test
    void reportsReplaceTheirOwnAndCanBeForgotten() {
        FleetReport first = new FleetReport("demo@a", NOON, List.of());
        FleetReport second = new FleetReport("demo@a", NOON.plusSeconds(1), List.of(status()));
        FleetReport another = new FleetReport("demo@b", NOON, List.of());
        for (FleetReport report : List.of(first, second, another)) {
            get(plane().publish(report));
        }
        assertThat(get(other().reports())).containsExactlyInAnyOrder(second, another);
        get(other().forget(List.of("demo@a")));
        assertThat(get(plane().reports())).containsExactly(another);
    }

    @Test
    void closedItFailsAtOnce() {
        plane().close();
        assertThat(plane().connected()).isFalse();
        assertThatThrownBy(() -> plane().decisions().await().atMost(Duration.ofMillis(500)))
                .isInstanceOf(ControlPlaneException.class);
    }

    private static Event event(String id) {
        return new Event(id, "/demo", "circuit.override", "demo/redis", NOON, null, null, "{\"n\":\"ü\"}");
    }

    private static Decision decision(Instant at, String instance, String reason) {
        return new Decision(
                "demo",
                "redis",
                Decision.Action.FORCE_OPEN,
                at,
                instance,
                "operator-1",
                reason,
                at.plusSeconds(600),
                null);
    }

    private static BreakerStatus status() {
        return new BreakerStatus(
                "demo",
                "redis",
                "demo@a",
                BreakerState.OPEN,
                true,
                5,
                5,
                7,
                13,
                1,
                "ConnectException: no",
                "5 failures in a row",
                NOON,
                NOON.plusSeconds(60),
                true,
                null,
                new BreakerStatus.Statistics(12, 1));
    }

    static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(5));
    }
}
