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

    /** Epochs that differ in these bits alone name one history that has lost entries in between. */
    int LOSS_BITS = 16;

    /** Whether two epochs name the same history, perhaps before and after it lost entries; 0 belongs to any. */
    static boolean sameHistory(long epoch, long other) {
        return epoch == 0 || other == 0 || (epoch ^ other) >>> LOSS_BITS == 0;
    }

    /**
     * Judges by what the stream holds now. Says broken where it cannot know, never the other way round; the one
     * exception is a position of {@link Position#START} in the same history, which cannot be told from "nothing was
     * there yet".
     *
     * @param at the position reached
     * @param epoch when it was reached; 0 if it was not reached but chosen
     */
    static Continuity judge(Position at, long epoch, StreamPage now) {
        if (!sameHistory(epoch, now.epoch())) {
            return new Broken(Position.START, Reason.SOURCE_RESET);
        }
        if (at.equals(now.floor()) || at.equals(now.last()) || at.equals(Position.START)) {
            return epoch == 0 || epoch == now.epoch()
                    ? new Unbroken(at)
                    : new Broken(at, Reason.SOURCE_LOST_ENTRIES); // somewhere after it, before others came
        }
        if (at.isAfter(now.last())) {
            return new Broken(now.last(), Reason.SOURCE_LOST_ENTRIES);
        }
        return now.floor().equals(Position.START)
                ? new Broken(Position.START, Reason.RETENTION)
                : new Broken(now.floor(), Reason.SOURCE_LOST_ENTRIES);
    }
}
