// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.testing;

import io.ballast.local.venues.protocol.VenueTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when the test says so; what falls due runs in order, on the thread that lets time pass. */
public final class ManualVenueTime implements VenueTime {

    private record Task(long due, long order, Runnable run) {}

    private static final Instant ORIGIN = Instant.parse("2026-01-05T12:00:00Z");

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
    private long nanos;
    private long order;

    @Override
    public Instant now() {
        return ORIGIN.plusNanos(nanos);
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

    /** Lets time pass, running what falls due at its own moment. */
    public void advance(Duration duration) {
        long until = nanos + duration.toNanos();
        for (Task next = tasks.peek(); next != null && next.due() <= until; next = tasks.peek()) {
            tasks.remove(next);
            nanos = next.due();
            next.run().run();
        }
        nanos = until;
    }

    /** How many timers are waiting. */
    public int pending() {
        return tasks.size();
    }
}
