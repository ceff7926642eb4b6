// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.bridge.delivery.Interest.Start;
import io.ballast.bridge.delivery.Interest.Viewer;
import io.ballast.bridge.delivery.Outgoing.Message;
import io.ballast.common.events.Topic;
import io.ballast.common.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Between history and the live tail nothing is lost, repeated or swapped, in whatever order things happen. */
class SeamTest {

    private static final int SCHEDULES = 1500;
    private static final int STEPS = 300;

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final ManualTime time = new ManualTime();
    private SimulatedSource source = new SimulatedSource();
    private ClientFeed feed = feed(100);
    private Cursor cursor = feed.cursor();
    private final Map<Topic, Integer> lastGot = new EnumMap<>(Topic.class);
    private final Set<Topic> announced = EnumSet.noneOf(Topic.class);
    private final Map<Topic, Integer> toldUntil = new EnumMap<>(Topic.class);
    private final List<Outgoing.Gap> gaps = new ArrayList<>();
    private int got;
    private boolean inOrderOverall;

    @Test
    void everyEventOnceAndInOrderAcrossReconnects() {
        long first = System.nanoTime();
        System.out.println("SeamTest seeds from " + first);
        for (long seed = first; seed < first + SCHEDULES; seed++) {
            run(seed, false);
            assertThat(gaps).as("seed %d", seed).isEmpty();
            assertThat(got).as("seed %d", seed).isEqualTo(source.appended.size());
        }
    }

    @Test
    void whatIsMissingAfterFaultsOfTheSourceIsAnnounced() {
        long first = System.nanoTime();
        System.out.println("SeamTest seeds with faults from " + first);
        for (long seed = first; seed < first + SCHEDULES; seed++) {
            run(seed, true);
        }
    }

    private void run(long seed, boolean faults) {
        source = new SimulatedSource();
        tasks.clear();
        lastGot.clear();
        announced.clear();
        toldUntil.clear();
        gaps.clear();
        got = 0;
        inOrderOverall = !faults;
        SplittableRandom random = new SplittableRandom(seed);
        feed = feed(100_000);
        feed.start(new Start.Oldest(), () -> {});
        cursor = feed.cursor();
        if (faults) { // of a topic that a client has seen nothing of, it cannot miss anything
            SimulatedSource.TOPICS.forEach(source::append);
            settle();
        }
        try {
            for (int step = 0; step < STEPS; step++) {
                step(random, faults);
            }
            settle();
            source.appended.forEach(entry -> assertAnnounced(entry, Integer.MAX_VALUE));
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private void step(SplittableRandom random, boolean faults) {
        Topic topic = SimulatedSource.TOPICS.get(random.nextInt(2));
        switch (Integer.valueOf(random.nextInt(faults ? 44 : 40))) {
            case 0 -> reconnect();
            case 1 -> source.disconnect();
            case 2 -> time.advance(Duration.ofMillis(600));
            case Integer n when n < 12 -> source.append(topic);
            case Integer n when n < 20 -> source.readTail();
            case Integer n when n < 26 -> source.answer();
            case Integer n when n < 32 -> runTask();
            case Integer n when n < 40 -> poll();
            case 40 -> source.reset();
            case 41 -> source.loseNewest(topic);
            default -> source.trim(topic);
        }
    }

    /** Lets everything that is under way come to its end. */
    private void settle() {
        for (int i = 0; i < 3 * STEPS; i++) {
            source.readTail();
            source.answer();
            runTask();
            time.advance(Duration.ofMillis(600));
            poll();
        }
    }

    private void reconnect() {
        feed.close();
        feed = feed(100_000);
        feed.start(new Start.After(Cursor.parse(cursor.encode())), () -> {});
    }

    private void runTask() {
        if (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    private void poll() {
        switch (feed.poll()) {
            case null -> {}
            case Outgoing.Event(Message message, Cursor after) -> {
                int n = Integer.parseInt(message.body());
                assertThat(n)
                        .as("order on %s", message.topic())
                        .isGreaterThan(lastGot.getOrDefault(message.topic(), -1));
                if (inOrderOverall) {
                    assertThat(n).as("order over all topics").isEqualTo(got);
                }
                source.appended.stream()
                        .filter(entry -> entry.topic() == message.topic())
                        .forEach(entry -> assertAnnounced(entry, n));
                announced.remove(message.topic());
                lastGot.put(message.topic(), n);
                got++;
                cursor = after;
            }
            case Outgoing.Gap gap -> {
                announced.addAll(gap.topics());
                gap.topics().forEach(topic -> toldUntil.put(topic, source.appended.size()));
                gaps.add(gap);
                cursor = gap.cursor();
            }
        }
    }

    /**
     * An entry between the last one got and {@code before} was skipped. The client must have been told: right there, or,
     * if the source had lost it by then, when the client came back to the source.
     */
    private void assertAnnounced(StreamPage.Entry entry, int before) {
        int n = Integer.parseInt(entry.fields().getOrDefault("n", ""));
        boolean skipped = n > lastGot.getOrDefault(entry.topic(), -1) && n < before;
        boolean toldBefore = n < toldUntil.getOrDefault(entry.topic(), 0) && !source.holds(entry);
        if (skipped && !toldBefore) {
            assertThat(announced).as("entry %d was skipped in silence", n).contains(entry.topic());
        }
    }

    /** Only the reader of the tail can tell that a source has lost entries; so its word is waited for. */
    @Test
    void historyReadWhileTheSourceRestartedDoesNotCount() {
        source.readTail();
        source.append(Topic.MARKET_TRADES);
        source.readTail();
        feed.start(new Start.Oldest(), () -> {});
        settle();
        source.append(Topic.MARKET_TRADES);
        feed.close();
        source.readTail();
        reconnect();
        poll();

        source.loseNewest(Topic.MARKET_TRADES);
        source.append(Topic.MARKET_TRADES);
        source.answer();
        settle();

        assertThat(got).isEqualTo(2);
        assertThat(gaps)
                .singleElement()
                .extracting(Outgoing.Gap::reason)
                .isEqualTo(Outgoing.Reason.SOURCE_LOST_ENTRIES);
    }

    /** A client that is cut off between two gaps must not take the first for all of it. */
    @Test
    void everyGapIsToldAgainUntilTheLastOne() {
        source.readTail();
        source.append(Topic.MARKET_TRADES);
        source.append(Topic.MARKET_CONTROL);
        feed.start(new Start.Oldest(), () -> {});
        settle();
        feed.close();
        source.append(Topic.MARKET_TRADES);
        source.append(Topic.MARKET_CONTROL);
        source.readTail();
        source.readTail();
        source.trim(Topic.MARKET_TRADES);
        source.trim(Topic.MARKET_TRADES);
        source.append(Topic.MARKET_TRADES);
        source.readTail();
        source.loseNewest(Topic.MARKET_CONTROL);
        source.append(Topic.MARKET_CONTROL);
        source.readTail();
        for (int i = 0; i < 2; i++) {
            reconnect();
            poll();
            source.answer();
            runTask();
            poll(); // the first of two gaps, then the connection is cut
        }
        reconnect();
        settle();

        assertThat(gaps).hasSize(4);
        assertThat(gaps.getLast().reason()).isEqualTo(Outgoing.Reason.SOURCE_LOST_ENTRIES);
        assertThat(got).isEqualTo(4);
    }

    /** What a slow client was not sent comes back when it resumes at the gap. */
    @Test
    void resumingAtAGapOfASlowClientBringsBackWhatWasDropped() {
        source.readTail();
        feed = feed(10);
        feed.start(new Start.Now(), () -> {});
        for (int i = 0; i < 30; i++) {
            source.append(Topic.MARKET_TRADES);
            source.readTail();
        }

        Outgoing first = feed.poll();

        assertThat(first).isInstanceOf(Outgoing.Gap.class);
        assertThat(((Outgoing.Gap) first).reason()).isEqualTo(Outgoing.Reason.SLOW_CLIENT);
        cursor = first.cursor();
        reconnect();
        settle();
        assertThat(got).isEqualTo(30);
    }

    @Test
    void aStalledClientDoesNotHoldUpAnother() {
        source.readTail();
        ClientFeed stalled = feed(10);
        stalled.start(new Start.Now(), () -> {});
        feed.start(new Start.Now(), () -> {});
        for (int i = 0; i < 500; i++) {
            source.append(Topic.MARKET_TRADES);
            source.readTail();
            poll();
        }

        assertThat(got).isEqualTo(500);
        assertThat(gaps).isEmpty();
    }

    @Test
    void aClientThatCameBeforeTheSourceIsToldSo() {
        feed.start(new Start.Now(), () -> {});
        source.append(Topic.MARKET_TRADES);
        source.readTail();
        source.readTail();
        poll();

        assertThat(gaps).singleElement().extracting(Outgoing.Gap::reason).isEqualTo(Outgoing.Reason.SOURCE_UNAVAILABLE);
    }

    private ClientFeed feed(int buffer) {
        return new ClientFeed(
                new Interest(new Viewer(new UUID(0, 1), false), Set.copyOf(SimulatedSource.TOPICS), List.of()),
                new ClientFeed.Source(source.fanout, source, 3, Duration.ofMillis(500)),
                new Outgoing.Limits(buffer, Long.MAX_VALUE, buffer, (topic, reason, count) -> {}),
                new ClientFeed.Loop(tasks::add, time));
    }
}
