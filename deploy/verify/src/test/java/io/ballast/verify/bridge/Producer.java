// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.bridge;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Appends numbered events of several subjects to a stream, as fast as it is answered or as it may. What was under way
 * when the server died is not repeated: the checker looks at what the source has.
 */
final class Producer implements AutoCloseable {

    static final int SUBJECTS = 8;
    private static final int AT_ONCE = 200;

    private final int port;
    private final String stream;
    private final long perSecond;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean paused = true;
    private volatile boolean idle;
    private volatile long answered;
    private volatile long busyNanos;
    private long number;
    private @Nullable Wire wire;

    Producer(int port, String stream, long perSecond) {
        this.port = port;
        this.stream = stream;
        this.perSecond = perSecond;
        this.thread = Thread.ofPlatform().start(this::work);
    }

    void go() {
        idle = false;
        paused = false;
    }

    /** Returns when nothing is under way. */
    void pause() {
        paused = true;
        while (!idle) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Appends one more, again until it is answered, and returns its number. */
    long last() {
        while (true) {
            try (Wire own = new Wire(port)) {
                long mine = ++number;
                add(own, mine);
                own.flush();
                own.reply();
                return mine;
            } catch (IOException e) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    /** Events that the source has confirmed. */
    long answered() {
        return answered;
    }

    /** Confirmed events per second of the time it was at work. */
    long rate() {
        return busyNanos == 0 ? 0 : answered * 1_000_000_000L / busyNanos;
    }

    private void work() {
        while (!closed) {
            if (paused) {
                idle = true;
                LockSupport.parkNanos(1_000_000);
                continue;
            }
            long began = System.nanoTime();
            try {
                append();
                long due = AT_ONCE * 1_000_000_000L / perSecond;
                LockSupport.parkNanos(due - (System.nanoTime() - began));
                answered += AT_ONCE;
                busyNanos += System.nanoTime() - began;
            } catch (IOException e) {
                disconnect();
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
        disconnect();
    }

    private void append() throws IOException {
        Wire to = wire;
        if (to == null) {
            to = new Wire(port);
            wire = to;
        }
        for (int i = 0; i < AT_ONCE; i++) {
            add(to, ++number);
        }
        to.flush();
        for (int i = 0; i < AT_ONCE; i++) {
            to.reply();
        }
    }

    private void add(Wire to, long id) {
        to.add(
                "XADD",
                stream,
                "*",
                "specversion",
                "1.0",
                "id",
                Long.toString(id),
                "source",
                "/kill",
                "type",
                "t",
                "subject",
                "s" + id % SUBJECTS,
                "time",
                "2026-01-05T12:00:00Z",
                "datacontenttype",
                "application/json",
                "data",
                "{\"n\":" + id + "}");
    }

    private void disconnect() {
        try {
            if (wire != null) {
                wire.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        wire = null;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(15_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
