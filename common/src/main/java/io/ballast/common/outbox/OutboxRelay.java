// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import io.ballast.common.events.Topic;
import io.ballast.common.link.Backoff;
import io.ballast.common.outbox.OutboxStream.Outcome;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries one topic's rows from the database to the stream while it holds the lease. Whatever is interrupted, by a kill,
 * a lost reply or a frozen process, is decided by the position in the stream alone: an append moves it or did not
 * happen, and after every doubt it is read again.
 *
 * <p>One step at a time. Safe for use from several threads.
 */
final class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final long NO_LEASE = -1;

    private final Topic topic;
    private final OutboxStore store;
    private final OutboxStream stream;
    private final OutboxConfig config;
    private final TimeSource time;
    private final Timer timer;
    private final RandomGenerator random;
    private final Backoff backoff;

    private long epoch = NO_LEASE;
    private boolean busy;
    private boolean woken;
    /** Null when it must be read from the stream before anything else. */
    private @Nullable OutboxPosition position;

    private @Nullable OutboxPosition reached;
    private long readAt;
    private int failures;
    private @Nullable String lastError;
    private long relayed;
    private long rewinds;
    private Timer.@Nullable Cancellable pending;

    OutboxRelay(
            Topic topic,
            OutboxStore store,
            OutboxStream stream,
            OutboxConfig config,
            TimeSource time,
            Timer timer,
            RandomGenerator random) {
        this.topic = topic;
        this.store = store;
        this.stream = stream;
        this.config = config;
        this.time = time;
        this.timer = timer;
        this.random = random;
        this.backoff = new Backoff(config.retryFirst(), config.retryCeiling());
    }

    /**
     * What it is doing.
     *
     * @param owner whether it holds the lease
     * @param reached where the stream's position was last seen; null if it never was
     * @param rewinds how often the stream had lost what was relayed
     * @param failures steps that failed since the last one that did not
     * @param lastError why, null if none ever did
     */
    record Status(
            boolean owner,
            @Nullable OutboxPosition reached,
            long relayed,
            long rewinds,
            int failures,
            @Nullable String lastError) {}

    Topic topic() {
        return topic;
    }

    synchronized Status status() {
        return new Status(epoch != NO_LEASE, reached, relayed, rewinds, failures, lastError);
    }

    /** From now on this is the relay. */
    void acquired(long newEpoch) {
        synchronized (this) {
            epoch = newEpoch;
            position = null;
            failures = 0;
        }
        proceed();
    }

    /** From now on somebody else may be. A step under way may still try to append, and is refused if so. */
    synchronized void lost() {
        epoch = NO_LEASE;
        position = null;
        cancelPending();
    }

    /** There may be new rows. Costs nothing while a step is under way. */
    void wake() {
        synchronized (this) {
            if (busy) {
                woken = true;
                return;
            }
            if (failures > 0) {
                return; // the retry looks for rows anyway
            }
        }
        proceed();
    }

    private void proceed() {
        long mine;
        OutboxPosition from;
        synchronized (this) {
            if (busy || epoch == NO_LEASE) {
                return;
            }
            busy = true;
            woken = false;
            cancelPending();
            mine = epoch;
            from = position;
        }
        Uni.createFrom()
                .deferred(() -> step(mine, from))
                .subscribe()
                .with(outcome -> ended(mine, outcome), failure -> failed(mine, failure));
    }

    /** What came of one step; an empty one found no rows. */
    private record Step(@Nullable Outcome outcome, int appended) {

        static final Step EMPTY = new Step(null, 0);
    }

    private Uni<Step> step(long mine, @Nullable OutboxPosition from) {
        if (from == null) {
            return stream.claim(topic, mine).map(outcome -> new Step(outcome, 0));
        }
        return store.after(topic, from, config.batch()).chain(rows -> append(mine, from, rows));
    }

    private Uni<Step> append(long mine, OutboxPosition from, List<OutboxRow> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().item(Step.EMPTY)
                : stream.append(topic, mine, from, rows)
                        .map(outcome -> new Step(outcome, outcome instanceof Outcome.At ? rows.size() : 0));
    }

    private void ended(long mine, Step step) {
        boolean more;
        synchronized (this) {
            busy = false;
            relayed += step.appended();
            if (mine == epoch) {
                if (position != null) {
                    recovered(); // a claim alone proves nothing of the database
                }
                more = take(step) || woken;
                if (!more && epoch != NO_LEASE) {
                    pending = timer.after(config.pollInterval(), this::proceed);
                }
            } else {
                more = true; // another lease began meanwhile, or none did
            }
        }
        if (more) {
            proceed();
        }
    }

    /** Whether there is more to do at once. */
    private boolean take(Step step) {
        Outcome outcome = step.outcome();
        return switch (outcome) {
            case null -> {
                if (time.nanos() - readAt >= config.verifyInterval().toNanos()) {
                    position = null;
                    yield true;
                }
                yield false;
            }
            case Outcome.At at -> {
                boolean first = position == null;
                moved(at.position());
                yield first || step.appended() > 0;
            }
            case Outcome.Elsewhere elsewhere -> {
                moved(elsewhere.position());
                yield true;
            }
            case Outcome.Fenced fenced -> {
                LOG.warnf("outbox relay fenced off: topic=%s epoch=%d", topic.topicName(), epoch);
                epoch = NO_LEASE;
                yield false;
            }
        };
    }

    private void moved(OutboxPosition to) {
        if (reached != null && to.before(reached)) {
            rewinds++;
            LOG.warnf(
                    "outbox position went back, relaying again: topic=%s from=%s to=%s",
                    topic.topicName(), reached.text(), to.text());
        }
        position = to;
        reached = to;
        readAt = time.nanos();
    }

    private void failed(long mine, Throwable failure) {
        synchronized (this) {
            busy = false;
            if (mine == epoch) {
                lastError = String.valueOf(failure.getMessage());
                if (failures == 0) {
                    LOG.warnf("outbox relay failing: topic=%s cause=%s", topic.topicName(), lastError);
                }
                position = null; // it may have happened
                pending = timer.after(backoff.delay(failures++, random), this::proceed);
                return;
            }
        }
        proceed();
    }

    private void recovered() {
        if (failures > 0) {
            LOG.infof("outbox relay works again: topic=%s failures=%d", topic.topicName(), failures);
            failures = 0;
        }
    }

    private void cancelPending() {
        if (pending != null) {
            pending.cancel();
            pending = null;
        }
    }
}
