// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.monitor;

import java.util.Locale;

/**
 * An alarm that began or ended.
 *
 * @param value the last that was measured; an alarm also ends when nothing can be measured any more
 */
record Alert(Alarm.Kind kind, boolean raised, double value, CheckReading reading) {

    /** The event's type. */
    String type() {
        return "health." + kind.name().toLowerCase(Locale.ROOT);
    }

    /** {@code raised} or {@code cleared}. */
    String state() {
        return raised ? "raised" : "cleared";
    }
}
