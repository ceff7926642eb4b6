// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.capture;

import java.time.Duration;

/**
 * How recordings are played.
 *
 * @param factor times the recorded speed; infinite for as fast as the client reads
 * @param loop whether a recording begins again. Update ids and sequences would go backwards on an open connection,
 *     which no venue ever does; so {@link #LOOP_PAUSE} after its last frame the connection is closed, just as a venue
 *     cuts connections that are 24 h old, and the client gets the recording from its snapshot when it connects again.
 */
public record Pace(double factor, boolean loop) {

    /** Between a recording's end and the cut: long enough for a client to count the connection as a useful one. */
    public static final Duration LOOP_PAUSE = Duration.ofSeconds(5);

    public Pace {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("speed must be above 0 or max: " + factor);
        }
    }

    /**
     * From {@code max} or a positive decimal number.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Pace of(String speed, boolean loop) {
        if (speed.equals("max")) {
            return new Pace(Double.POSITIVE_INFINITY, loop);
        }
        try {
            return new Pace(Double.parseDouble(speed), loop);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("speed must be a number or max: " + speed, e);
        }
    }

    /** When to send what was recorded {@code at} nanoseconds after the origin. */
    long due(long at) {
        return (long) (at / factor);
    }
}
