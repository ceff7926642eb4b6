// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.trend;

import java.time.Duration;

/** The newest measurements of one thing, in the order in which they were made. Bounded; not thread-safe. */
public final class Series {

    private static final double NANOS = 1e9;

    private final long[] nanos;
    private final double[] values;
    private long added;

    /** @param capacity how many are kept; the oldest goes first */
    public Series(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be positive: " + capacity);
        }
        nanos = new long[capacity];
        values = new double[capacity];
    }

    /**
     * @param at when it was measured, on a clock that never goes back
     * @param value must be a finite number: what could not be measured is left out
     */
    public void add(long at, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a measurement: " + value);
        }
        int slot = (int) (added++ % values.length);
        nanos[slot] = at;
        values[slot] = value;
    }

    public int size() {
        return (int) Math.min(added, values.length);
    }

    /** From the oldest measurement kept to the newest. */
    public Duration span() {
        return size() < 2 ? Duration.ZERO : Duration.ofNanos(nanosAt(size() - 1) - nanosAt(0));
    }

    /** @param index 0 is the oldest */
    public double value(int index) {
        return values[slot(index)];
    }

    /** Seconds from the newest measurement to that one: zero or negative. */
    double secondsBeforeNewest(int index) {
        return (nanosAt(index) - nanosAt(size() - 1)) / NANOS;
    }

    private long nanosAt(int index) {
        return nanos[slot(index)];
    }

    private int slot(int index) {
        int size = size();
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return (int) ((added - size + index) % values.length);
    }
}
