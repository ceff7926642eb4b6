// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import static io.ballast.common.resilience.control.Instance.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ballast.common.events.Catalogue;
import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.TestBreakers;
import io.ballast.common.testing.ManualTime;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final ManualTime time = new ManualTime();
    private final FakeControlPlane.Store store = new FakeControlPlane.Store();
    private final FakeControlPlane plane = new FakeControlPlane(store);
    private final Instance a = new Instance("demo", "demo@a", plane, time, time, 5).begin();

    @Test
    void tellsTransitionsNewestFirst() {
        TestBreakers.trip(a.breakers, "redis");
        time.advance(Duration.ofSeconds(60));
        assertThat(a.history())
                .extracting(HistoryEntry::from, HistoryEntry::to, HistoryEntry::cause)
                .containsExactly(
                        tuple(BreakerState.OPEN, BreakerState.HALF_OPEN, "delay-elapsed"),
                        tuple(BreakerState.CLOSED, BreakerState.OPEN, "failures"));
        assertThat(store.events()).extracting(Event::subject).containsOnly("demo/redis");
        assertThat(store.events()).extracting(Event::type).containsOnly("circuit.transition");
    }

    @Test
    void everythingItTellsIsOfTheCatalogue() {
        TestBreakers.trip(a.breakers, "redis");
        time.advance(Duration.ofSeconds(60));
        answer(a.http.forceOpen("redis", "maintenance", null));

        assertThat(store.events()).extracting(Event::type).contains("circuit.transition", "circuit.override");
        assertThat(store.events()).allSatisfy(event -> assertThat(Catalogue.problem(Topic.CIRCUIT_EVENTS, event))
                .isEmpty());
    }

    @Test
    void worksFromTheBufferWhileTheFleetIsAway() {
        TestBreakers.trip(a.breakers, "redis");
        plane.cut();
        TestBreakers.trip(a.breakers, "postgres-primary");
        assertThat(a.history()).extracting(HistoryEntry::name).containsExactly("postgres-primary", "redis");
        assertThat(answer(a.http.history("1", "redis")).history())
                .singleElement()
                .satisfies(entry -> assertThat(entry.name()).isEqualTo("redis"));
        assertThat(store.events()).hasSize(1);
    }

    @Test
    void isFlushedInOrderWhenTheFleetIsBackAndOnlyOnce() {
        plane.cut();
        for (String name : new String[] {"one", "two", "three"}) {
            TestBreakers.trip(a.breakers, name);
        }
        plane.mend();
        time.advance(Duration.ofSeconds(3));
        assertThat(store.events()).extracting(Event::subject).containsExactly("demo/one", "demo/two", "demo/three");
        assertThat(a.history()).hasSize(3);
    }

    @Test
    void whatArrivedWithoutAReplyIsNotSentAgain() {
        plane.loseReplies(true);
        TestBreakers.trip(a.breakers, "one");
        TestBreakers.trip(a.breakers, "two");
        plane.loseReplies(false);
        time.advance(Duration.ofSeconds(2));
        assertThat(store.events()).extracting(Event::subject).containsExactly("demo/one", "demo/two");
    }

    @Test
    void aRepeatedEventIsShownOnce() {
        TestBreakers.trip(a.breakers, "redis");
        store.events().add(store.events().getFirst());
        assertThat(a.history()).hasSize(1);
    }

    @Test
    void whatDoesNotFitIsCountedAndTheNewestIsKept() {
        plane.cut();
        IntStream.rangeClosed(1, 8).forEach(i -> TestBreakers.trip(a.breakers, "route-" + i));
        assertThat(a.meters
                        .get("ballast_events_dropped")
                        .tags("topic", "circuit.events", "reason", "buffer-full")
                        .counter()
                        .count())
                .isEqualTo(3);
        plane.mend();
        assertThat(store.events())
                .extracting(Event::subject)
                .containsExactly("demo/route-4", "demo/route-5", "demo/route-6", "demo/route-7", "demo/route-8");
    }

    @Test
    void findsANameFarBackInALongStream() {
        TestBreakers.trip(a.breakers, "rare");
        Event common = store.events().getFirst();
        for (int i = 0; i < 1200; i++) {
            store.events()
                    .add(new Event(
                            "demo@z:" + i,
                            common.source(),
                            common.type(),
                            "demo/often",
                            common.time(),
                            null,
                            null,
                            common.data().replace("rare", "often")));
        }
        assertThat(answer(a.http.history("5", "demo/rare")).history()).hasSize(1);
        assertThat(answer(a.http.history("5", "often")).count()).isEqualTo(5);
    }

    @Test
    void whatIsNoEntryIsLeftOut() {
        store.events().add(new Event("x", "/x", "circuit.transition", "x/y", time.now(), null, null, "[]"));
        TestBreakers.trip(a.breakers, "redis");
        assertThat(a.history()).hasSize(1);
    }
}
