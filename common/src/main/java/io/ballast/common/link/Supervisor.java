// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.link;

import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one long-lived connection up for ever: dials, watches for silence, and dials again after a jittered wait. Never
 * gives up, never has two attempts under way, and ignores what an old connection still says (each attempt has an epoch
 * of its own).
 *
 * <p>Safe for use from several threads. Transitions are made under one lock; dialling and telling the listener happen
 * under none, in the order of the transitions and one at a time. Neither may block, for others wait for them.
 */
public final class Supervisor {

    private static final Logger LOG = Logger.getLogger(Supervisor.class);

    private final String name;
    private final Dialer dialer;
    private final LinkSettings settings;
    private final TimeSource time;
    private final Timer timer;
    private final RandomGenerator random;
    private final Consumer<LinkState> listener;
    private final OrderedTasks entailed = new OrderedTasks();

    private LinkState state = new LinkState.Closed();
    private boolean started;
    private long epoch;
    private int failures;
    private long lastHeard;
    private final LinkHistory history = new LinkHistory();
    private Dialer.@Nullable Connection connection;
    private Timer.@Nullable Cancellable pending;

    public Supervisor(
            String name,
            Dialer dialer,
            LinkSettings settings,
            TimeSource time,
            Timer timer,
            RandomGenerator random,
            Consumer<LinkState> listener) {
        this.name = name;
        this.dialer = dialer;
        this.settings = settings;
        this.time = time;
        this.timer = timer;
        this.random = random;
        this.listener = listener;
    }

    /** Begins the first attempt at once. Starting twice does nothing. */
    public void start() {
        synchronized (this) {
            if (started) {
                return;
            }
            started = true;
            connect();
        }
        entailed.run();
    }

    /** Ends the link for good and closes its connection. */
    public void close() {
        Dialer.@Nullable Connection old;
        synchronized (this) {
            epoch++;
            started = true;
            cancelPending();
            old = takeConnection();
            if (!(state instanceof LinkState.Closed)) {
                move(new LinkState.Closed());
            }
        }
        close(old);
        entailed.run();
    }

    public String name() {
        return name;
    }

    public synchronized LinkState state() {
        return state;
    }

    public synchronized LinkStats stats() {
        return history.stats(name, state, failures, time.now());
    }

    private void connect() {
        long mine = ++epoch;
        history.dialled();
        move(new LinkState.Connecting(failures));
        pending = timer.after(
                settings.connectTimeout(),
                () -> down(
                        mine,
                        "no connection within " + settings.connectTimeout().toMillis() + " ms"));
        entailed.add(() -> dial(mine));
    }

    private void dial(long mine) {
        synchronized (this) {
            if (mine != epoch) {
                return; // closed meanwhile
            }
        }
        Dialer.Connection opened;
        try {
            opened = dialer.dial(new EpochAttempt(this, mine));
        } catch (RuntimeException e) {
            down(mine, String.valueOf(e.getMessage()));
            return;
        }
        if (!keep(mine, opened)) {
            opened.close(); // it failed, or the link was closed, while it was dialled
        }
    }

    private synchronized boolean keep(long mine, Dialer.Connection opened) {
        if (mine == epoch) {
            connection = opened;
        }
        return mine == epoch;
    }

    void up(long mine) {
        synchronized (this) {
            if (mine != epoch || state instanceof LinkState.Up) {
                return;
            }
            cancelPending();
            lastHeard = time.nanos();
            history.cameUp(time.now());
            move(new LinkState.Up(time.now()));
            watch(mine, time.nanos(), settings.silence());
        }
        entailed.run();
    }

    synchronized void activity(long mine) {
        if (mine == epoch) {
            lastHeard = time.nanos();
        }
    }

    /** One timer watches both silence and stability; it is set again for the earliest moment either could matter. */
    private void watch(long mine, long upSince, Duration delay) {
        pending = timer.after(delay, () -> checkSilence(mine, upSince));
    }

    private void checkSilence(long mine, long upSince) {
        if (isSilent(mine, upSince)) {
            down(mine, "silent for " + settings.silence().toMillis() + " ms");
        }
    }

    private synchronized boolean isSilent(long mine, long upSince) {
        if (mine != epoch) {
            return false;
        }
        long now = time.nanos();
        if (now - upSince >= settings.stableAfter().toNanos()) {
            failures = 0;
        }
        long left = settings.silence().toNanos() - (now - lastHeard);
        if (left > 0) {
            watch(mine, upSince, Duration.ofNanos(left));
        }
        return left <= 0;
    }

    void down(long mine, String cause) {
        Dialer.@Nullable Connection old;
        synchronized (this) {
            if (mine != epoch) {
                return;
            }
            epoch++; // whatever this attempt still says is history
            cancelPending();
            if (state instanceof LinkState.Up up
                    && Duration.between(up.since(), time.now()).compareTo(settings.stableAfter()) >= 0) {
                failures = 0;
            }
            history.failed(cause, time.now());
            old = takeConnection();
            Duration delay = settings.backoff().delay(failures, random);
            failures++;
            move(new LinkState.Waiting(failures, delay, cause));
            long waiting = epoch;
            pending = timer.after(delay, () -> redial(waiting));
        }
        close(old); // before the listener hears of it: the old connection says nothing after that
        entailed.run();
    }

    private void redial(long waiting) {
        synchronized (this) {
            if (waiting == epoch) {
                connect();
            }
        }
        entailed.run();
    }

    private Dialer.@Nullable Connection takeConnection() {
        Dialer.Connection old = connection;
        connection = null;
        return old;
    }

    /** A client may hold a lock of its own while it reports to us, and want the same lock to close: never hold ours. */
    private static void close(Dialer.@Nullable Connection old) {
        if (old != null) {
            old.close();
        }
    }

    private void cancelPending() {
        if (pending != null) {
            pending.cancel();
            pending = null;
        }
    }

    /** The only place where {@code state} changes; one log line when a link goes down and one when it comes up. */
    private void move(LinkState next) {
        LinkState before = state;
        state = next;
        switch (next) {
            case LinkState.Up up -> LOG.infof("link up: link=%s", name);
            case LinkState.Waiting waiting
            when before instanceof LinkState.Up || waiting.attempt() == 1 ->
                LOG.warnf("link down: link=%s cause=%s", name, waiting.cause());
            case LinkState.Closed closed -> LOG.infof("link closed: link=%s", name);
            case LinkState.Waiting waiting ->
                LOG.debugf("link still down: link=%s attempt=%d", name, waiting.attempt());
            case LinkState.Connecting connecting -> LOG.debugf("link connecting: link=%s", name);
        }
        entailed.add(() -> listener.accept(next));
    }
}
