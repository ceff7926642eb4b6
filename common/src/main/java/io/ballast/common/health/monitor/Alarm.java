// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.monitor;

/**
 * A switch with hysteresis (after O. H. Schmitt, "A thermionic trigger", 1938) that also wants the same answer several
 * times in a row: it goes on at the limit, off clearly below it, and stays as it is in between.
 */
final class Alarm {

    /** What an alarm is about. */
    enum Kind {
        /** The value is at or over its limit. */
        THRESHOLD,
        /** The value is expected to be there soon. */
        FORECAST,
        /** The value is far above what it used to be. */
        ANOMALY
    }

    private final double on;
    private final double off;
    private final int confirmations;
    private boolean active;
    private int contrary;

    Alarm(double on, double off, int confirmations) {
        if (!(off <= on) || confirmations < 1) {
            throw new IllegalArgumentException(
                    "no alarm can be on at " + on + ", off at " + off + ", after " + confirmations + " measurements");
        }
        this.on = on;
        this.off = off;
        this.confirmations = confirmations;
    }

    boolean active() {
        return active;
    }

    /**
     * Takes the next value; returns whether the alarm changed with it.
     *
     * @param value {@code NaN} where nothing is known, which never raises an alarm and ends one as a low value does
     */
    boolean observe(double value) {
        boolean differs = active ? !(value >= off) : value >= on;
        contrary = differs ? contrary + 1 : 0;
        if (contrary < confirmations) {
            return false;
        }
        contrary = 0;
        active = !active;
        return true;
    }
}
