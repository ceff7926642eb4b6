// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when the test says so; timers due run in order, on the test's thread. Not thread-safe. */
public final class ManualTime implements TimeSource, Timer {

    private record Task(long due, long order, Runnable run) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
    private final Instant origin;
    private long nanos;
    private long order;

    public ManualTime() {
        this(Instant.parse("2026-01-05T12:00:00Z"));
    }

    public ManualTime(Instant origin) {
        this.origin = origin;
    }

    @Override
    public Instant now() {
        return origin.plusNanos(nanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        Task entry = new Task(nanos + delay.toNanos(), order++, task);
        tasks.add(entry);
        return () -> tasks.remove(entry);
    }

    /** Lets {@code duration} pass, running what falls due at its own moment. */
    public void advance(Duration duration) {
        long until = nanos + duration.toNanos();
        for (Task next = tasks.peek(); next != null && next.due() <= until; next = tasks.peek()) {
            tasks.remove(next);
            nanos = Math.max(nanos, next.due());
            next.run().run();
        }
        nanos = until;
    }

    /** How many timers are waiting. */
    public int pending() {
        return tasks.size();
    }
}
