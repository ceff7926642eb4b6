// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.delivery.Position;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Where one lane writes. Every call answers or fails within its time limit; a failure leaves open what was done. */
interface RelayTarget {

    /** Fences all lower epochs, and tells the mark: empty if nothing was carried yet. */
    Uni<Outcome> claim(long epoch);

    /** Appends the entries and moves the mark, both or neither, if the mark is the expected one. */
    Uni<Outcome> commit(long epoch, Commit commit);

    /** Whether some commit carried what the source had at that place, with that hash. */
    Uni<Boolean> carried(Position at, String hash);

    /** A sign of life. */
    Uni<Void> probe();

    /**
     * @param expected text of the mark, empty before the first
     * @param from where the source was read from, exclusively
     * @param entries in order, names and values in turn
     * @param hashes of the entries, see {@link EntryHash#ofAll}
     */
    record Commit(String expected, Mark from, Mark next, List<List<byte[]>> entries, String hashes) {}

    /** What became of a claim or commit. */
    sealed interface Outcome {

        /** Done; the mark is this now. */
        record At(String mark) implements Outcome {}

        /** Nothing was changed: the mark is another. */
        record Elsewhere(String mark) implements Outcome {}

        /** Nothing was changed: a higher epoch has been here. */
        record Fenced() implements Outcome {}
    }
}
