// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.bridge.delivery.Outgoing.Message;
import io.ballast.bridge.delivery.StreamPage.History;
import io.ballast.common.events.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Streams, a reader of their tail, and their history, each moved one step at a time by the test. */
final class SimulatedSource implements History {

    static final List<Topic> TOPICS = List.of(Topic.MARKET_TRADES, Topic.MARKET_CONTROL);

    final Fanout fanout = new Fanout();
    /** Every entry ever appended, in order. */
    final List<StreamPage.Entry> appended = new ArrayList<>();

    private final Map<Topic, List<StreamPage.Entry>> retained = new EnumMap<>(Topic.class);
    private final Map<Topic, Position> last = new EnumMap<>(Topic.class);
    private final Deque<Runnable> reads = new ArrayDeque<>();
    private Positions tail = Positions.startOf(java.util.Set.copyOf(TOPICS));
    private long epoch = 1 << Continuity.LOSS_BITS;
    private long tailEpoch;
    private boolean connected;
    long clock = 1000;

    private List<StreamPage.Entry> retained(Topic topic) {
        return retained.computeIfAbsent(topic, none -> new ArrayList<>());
    }

    boolean holds(StreamPage.Entry entry) {
        return retained(entry.topic()).contains(entry);
    }

    void append(Topic topic) {
        Position position = new Position(++clock, 0);
        StreamPage.Entry entry = new StreamPage.Entry(topic, position, Map.of("n", Integer.toString(appended.size())));
        appended.add(entry);
        retained(topic).add(entry);
        last.put(topic, position);
    }

    /** Retention takes the oldest entry; never one that the tail has not come to. */
    void trim(Topic topic) {
        if (!retained(topic).isEmpty() && read(retained(topic).getFirst())) {
            retained(topic).removeFirst();
        }
    }

    private boolean read(StreamPage.Entry entry) {
        return tailEpoch == epoch && !entry.position().isAfter(tail.at(entry.topic()));
    }

    /**
     * The newest entry is lost, as with a server that did not write it to disk. It is one that the tail has come to: of
     * an entry that was lost before anyone saw it nobody can know.
     */
    void loseNewest(Topic topic) {
        if (!retained(topic).isEmpty() && read(retained(topic).getLast())) {
            retained(topic).removeLast();
            last.put(
                    topic,
                    retained(topic).isEmpty()
                            ? Position.START
                            : retained(topic).getLast().position());
            disconnect();
        }
    }

    /** Comes back empty; the clock of ids goes back too. */
    void reset() {
        retained.values().forEach(List::clear);
        last.clear();
        epoch += 1 << Continuity.LOSS_BITS;
        clock = Math.max(1000, clock - 40);
        disconnect();
    }

    void disconnect() {
        connected = false;
        fanout.interrupted(TOPICS);
    }

    /** One step of the tail's reader: connect again, or hand on one entry. */
    void readTail() {
        if (!connected) {
            Map<Topic, Continuity> topics = new EnumMap<>(Topic.class);
            for (Topic topic : TOPICS) {
                Position at = tail.at(topic);
                Continuity next = tailEpoch == 0
                        ? new Continuity.Unbroken(at)
                        : Continuity.judge(at, tailEpoch, page(topic, at, null, 1));
                topics.put(topic, next);
                tail = tail.with(topic, next.from());
            }
            if (tailEpoch == epoch && topics.values().stream().anyMatch(SimulatedSource::lost)) {
                epoch++;
            }
            tailEpoch = epoch;
            connected = true;
            fanout.opened(epoch, topics);
            return;
        }
        Optional<StreamPage.Entry> next = TOPICS.stream()
                .flatMap(topic -> retained(topic).stream()
                        .filter(entry -> entry.position().isAfter(tail.at(topic)))
                        .limit(1))
                .min(Comparator.comparing(StreamPage.Entry::position));
        next.ifPresent(entry -> {
            tail = tail.with(entry.topic(), entry.position());
            fanout.publish(decode(entry));
        });
    }

    private static boolean lost(Continuity continuity) {
        return continuity instanceof Continuity.Broken gap && gap.reason() == Outgoing.Reason.SOURCE_LOST_ENTRIES;
    }

    /** One read of history is answered, with what is there now. */
    void answer() {
        if (!reads.isEmpty()) {
            reads.poll().run();
        }
    }

    @Override
    public CompletionStage<List<StreamPage>> read(Positions after, @Nullable Positions upTo, int limit) {
        CompletableFuture<List<StreamPage>> answer = new CompletableFuture<>();
        reads.add(() -> answer.complete(after.asMap().keySet().stream()
                .map(topic -> page(topic, after.at(topic), upTo == null ? null : upTo.at(topic), limit))
                .toList()));
        return answer;
    }

    private StreamPage page(Topic topic, Position at, @Nullable Position upTo, int limit) {
        List<StreamPage.Entry> all = retained(topic);
        List<StreamPage.Entry> entries = all.stream()
                .filter(entry -> entry.position().isAfter(at))
                .filter(entry -> upTo == null || !entry.position().isAfter(upTo))
                .limit(limit)
                .toList();
        Position floor = all.stream()
                .map(StreamPage.Entry::position)
                .filter(position -> !position.isAfter(at))
                .reduce((a, b) -> b)
                .orElse(Position.START);
        return new StreamPage(
                topic, entries, entries.size() == limit, floor, last.getOrDefault(topic, Position.START), epoch);
    }

    @Override
    public Message decode(StreamPage.Entry entry) {
        return new Message(
                entry.topic(),
                entry.position(),
                "type",
                "subject",
                null,
                null,
                entry.fields().getOrDefault("n", ""));
    }
}
