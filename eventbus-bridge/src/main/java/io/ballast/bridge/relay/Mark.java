// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.delivery.Continuity;
import io.ballast.bridge.delivery.Position;

/**
 * How far a source has been carried, as the target keeps it beside what was carried.
 *
 * @param history which life of the source counts these ids; 0: any
 */
record Mark(long history, Position at) {

    /** @throws IllegalArgumentException if it is none of {@link #text} */
    static Mark parse(String text) {
        int sign = text.indexOf('@');
        if (sign <= 0) {
            throw new IllegalArgumentException("not a position of a route: " + text);
        }
        return new Mark(Long.parseLong(text, 0, sign, 10), Position.parse(text.substring(sign + 1)));
    }

    String text() {
        return history + "@" + at;
    }

    /**
     * Whether the names alone leave open if this is still the source that the mark is of: another name, but entries at
     * or before the mark. Either it lost its name with its newest entries, or it came back empty and its clock is behind.
     */
    boolean doubtful(History now) {
        return !Continuity.sameHistory(history, now.name())
                && !now.first().equals(Position.START)
                && !now.first().isAfter(at);
    }

    /**
     * Where reading goes on in a source as it is now. One that lost its newest entries goes on behind those it still
     * has: all of them were carried. One that came back empty is a new history and is carried from its beginning.
     *
     * @param evident whether the source still has something that was carried from it
     */
    Resumption resume(History now, boolean evident) {
        boolean same = evident || Continuity.sameHistory(history, now.name());
        if (!same && !at.equals(Position.START)) {
            return new Resumption(Position.START, Resumption.Cause.SOURCE_RESET);
        }
        if (at.isAfter(now.last())) {
            return new Resumption(now.last(), Resumption.Cause.SOURCE_LOST_TAIL);
        }
        boolean behind = !at.equals(Position.START) && now.first().isAfter(at) && !at.equals(now.last());
        return new Resumption(at, behind ? Resumption.Cause.TRIMMED : Resumption.Cause.SEAMLESS);
    }

    /**
     * What a source holds.
     *
     * @param name of its life, see {@link Continuity}
     * @param first oldest entry still there, {@link Position#START} if there is none
     * @param last newest entry it ever took
     */
    record History(long name, Position first, Position last) {}

    /** Where reading goes on, and what is known of the seam. */
    record Resumption(Position from, Cause cause) {

        enum Cause {
            SEAMLESS,
            /** What the target has behind {@code from} the source has no more. */
            SOURCE_LOST_TAIL,
            SOURCE_RESET,
            /** Entries behind the mark may have been trimmed before they were carried. */
            TRIMMED
        }
    }
}
