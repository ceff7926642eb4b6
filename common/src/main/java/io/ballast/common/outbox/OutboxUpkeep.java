// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import io.ballast.common.events.Topic;
import io.ballast.common.outbox.OutboxStore.Backlog;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Counts what waits, on every instance; the relaying one also remembers how far it came and deletes what is old. */
final class OutboxUpkeep {

    private static final Logger LOG = Logger.getLogger(OutboxUpkeep.class);
    private static final int PRUNE_BATCH = 2_000;
    private static final int PRUNE_BATCHES = 50;

    /** A topic's count, and when it was made: while the database is away it goes on ageing. */
    private record Measured(Backlog backlog, long at) {}

    private final List<OutboxRelay> relays;
    private final OutboxStore store;
    private final OutboxStream stream;
    private final OutboxConfig config;
    private final TimeSource time;
    private final Timer timer;
    private final Map<Topic, Measured> measured = new ConcurrentHashMap<>();
    private final Map<Topic, OutboxPosition> known = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    OutboxUpkeep(
            List<OutboxRelay> relays,
            OutboxStore store,
            OutboxStream stream,
            OutboxConfig config,
            TimeSource time,
            Timer timer) {
        this.relays = relays;
        this.store = store;
        this.stream = stream;
        this.config = config;
        this.time = time;
        this.timer = timer;
    }

    void start() {
        timer.after(config.upkeepInterval(), this::run);
    }

    void stop() {
        stopped = true;
    }

    long pending() {
        return measured.values().stream().mapToLong(m -> m.backlog().rows()).sum();
    }

    /** How long the row has waited that has waited longest. */
    Duration oldest() {
        return measured.values().stream()
                .filter(m -> m.backlog().rows() > 0)
                .map(m -> m.backlog().oldest().plusNanos(time.nanos() - m.at()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private void run() {
        if (stopped) {
            return;
        }
        Multi.createFrom()
                .iterable(relays)
                .onItem()
                .transformToUniAndConcatenate(relay -> keep(relay)
                        .onFailure()
                        .invoke(failure -> LOG.debugf(
                                "outbox not counted: topic=%s cause=%s",
                                relay.topic().topicName(), failure.getMessage()))
                        .onFailure()
                        .recoverWithNull())
                .onTermination()
                .invoke(() -> timer.after(config.upkeepInterval(), this::run))
                .subscribe()
                .with(done -> {}, failure -> LOG.errorf(failure, "outbox upkeep failed"));
    }

    private Uni<Void> keep(OutboxRelay relay) {
        Topic topic = relay.topic();
        return position(topic).chain(position -> store.backlog(topic, position)
                .invoke(backlog -> measured.put(topic, new Measured(backlog, time.nanos())))
                .chain(() -> relay.status().owner() && known.containsKey(topic)
                        ? store.confirm(topic, position).chain(() -> prune(topic, position, 0))
                        : Uni.createFrom().voidItem()));
    }

    /** What the stream says; while Redis is away the last that it said, to this instance or to any. */
    private Uni<OutboxPosition> position(Topic topic) {
        return stream.position(topic)
                .invoke(position -> known.put(topic, position))
                .onFailure()
                .recoverWithUni(away -> {
                    OutboxPosition last = known.get(topic);
                    return last == null
                            ? store.confirmed(topic)
                            : Uni.createFrom().item(last);
                });
    }

    private Uni<Void> prune(Topic topic, OutboxPosition position, int batches) {
        return store.prune(topic, position, config.retention(), PRUNE_BATCH)
                .chain(pruned -> pruned == PRUNE_BATCH && batches < PRUNE_BATCHES
                        ? prune(topic, position, batches + 1)
                        : Uni.createFrom().voidItem());
    }
}
