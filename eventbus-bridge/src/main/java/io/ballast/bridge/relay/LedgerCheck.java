// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.delivery.Position;
import io.ballast.bridge.mapping.Sorter;
import io.ballast.bridge.mapping.Sorter.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what a commit wrote with what is there. */
final class LedgerCheck {

    private LedgerCheck() {}

    /**
     * The entries of {@code row} that are not on the target as they were written. What is older than everything the
     * target still has was trimmed there, and is no hole.
     *
     * @param oldest entry the target still has; {@link Position#START} if it has none
     */
    static List<Hole> holes(LedgerRow row, List<SourceEntry> there, Position oldest) {
        Map<Position, List<byte[]>> byId = new HashMap<>();
        there.forEach(entry -> byId.put(entry.at(), entry.fields()));
        List<Hole> holes = new ArrayList<>();
        for (int i = 0; i < row.count(); i++) {
            List<byte[]> fields = byId.get(row.idOf(i));
            boolean trimmed = oldest.equals(Position.START) || oldest.isAfter(row.idOf(i));
            if (fields == null && !trimmed) {
                holes.add(new Hole(row, i, false));
            } else if (fields != null && !EntryHash.of(fields).equals(row.hashOf(i))) {
                holes.add(new Hole(row, i, true));
            }
        }
        return holes;
    }

    /** What belongs into a hole, if the source still has all of what the commit was made of. */
    static Optional<SourceEntry> filling(Hole hole, List<SourceEntry> read, Sorter sorter) {
        List<SourceEntry> carried = new ArrayList<>();
        for (SourceEntry entry : read) {
            switch (RelaySession.judge(sorter, entry)) {
                case Verdict.Unchanged same -> carried.add(entry);
                case Verdict.Changed(var fields) ->
                    carried.add(new SourceEntry(entry.at(), RelaySession.bytes(fields)));
                case Verdict.Skipped skipped -> {}
                case Verdict.Poison poison -> {}
            }
        }
        // by what it holds: entries before it may be gone from the source meanwhile
        return carried.stream()
                .filter(entry -> EntryHash.of(entry.fields()).equals(hole.row().hashOf(hole.index())))
                .findFirst();
    }
}
