// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.bridge.delivery.Outgoing.Reason;

/** Whether a stream still continues, without a hole, from a position reached earlier. */
public sealed interface Continuity {

    /** Where to go on reading. */
    Position from();

    /** Everything after the position is still there. */
    record Unbroken(Position from) implements Continuity {}

    /** Entries after the position may be gone for ever. */
    record Broken(Position from, Reason reason) implements Continuity {}

    /**
     * Judges by what the stream holds now. Says broken where it cannot know, never the other way round; the one
     * exception is a position of {@link Position#START} in the same history, which cannot be told from "nothing was
     * there yet".
     *
     * @param at the position reached
     * @param sameEpoch whether it was reached in the history that {@code now} is part of
     */
    static Continuity judge(Position at, boolean sameEpoch, StreamPage now) {
        if (at.equals(now.floor()) || sameEpoch && at.equals(now.last())) {
            return sameEpoch || !at.equals(Position.START)
                    ? new Unbroken(at)
                    : new Broken(Position.START, Reason.SOURCE_RESET);
        }
        if (sameEpoch && at.equals(Position.START)) {
            return new Unbroken(at);
        }
        if (!sameEpoch) {
            return new Broken(Position.START, Reason.SOURCE_RESET);
        }
        if (at.isAfter(now.last())) {
            return new Broken(now.last(), Reason.SOURCE_LOST_ENTRIES);
        }
        return now.floor().equals(Position.START)
                ? new Broken(Position.START, Reason.RETENTION)
                : new Broken(now.floor(), Reason.SOURCE_LOST_ENTRIES);
    }
}
