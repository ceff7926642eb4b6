// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.delivery.Position;
import java.util.stream.IntStream;

/**
 * One commit, as the ledger beside the target keeps it.
 *
 * @param id of the row
 * @param from where the source was read from, exclusively
 * @param to the last entry read, carried or not
 * @param first id of the first entry on the target; those after it follow one by one
 * @param hashes of all entries, see {@link EntryHash#ofAll}
 */
record LedgerRow(Position id, Position from, Position to, Position first, int count, String hashes) {

    /** Without a first id it tells nothing of single entries. */
    static boolean auditable(SourceEntry row) {
        return !row.text().getOrDefault("first", "").isEmpty();
    }

    static LedgerRow of(SourceEntry row) {
        var fields = row.text();
        return new LedgerRow(
                row.at(),
                Mark.parse(fields.getOrDefault("from", "")).at(),
                Mark.parse(fields.getOrDefault("to", "")).at(),
                Position.parse(fields.getOrDefault("first", "")),
                Integer.parseInt(fields.getOrDefault("count", "0")),
                fields.getOrDefault("hashes", ""));
    }

    Position idOf(int index) {
        return new Position(first.ms(), first.seq() + index);
    }

    Position last() {
        return idOf(count - 1);
    }

    String hashOf(int index) {
        return hashes.substring(index * EntryHash.LENGTH, (index + 1) * EntryHash.LENGTH);
    }

    /** Whether this commit carried an entry of that hash, and read the source at that place. */
    boolean carried(Position at, String hash) {
        return at.isAfter(from)
                && !at.isAfter(to)
                && IntStream.range(0, count).anyMatch(i -> hashOf(i).equals(hash));
    }

    /** Whether it wrote the target's entry of that id. */
    boolean has(String entry) {
        Position at = Position.parse(entry);
        return !first.isAfter(at) && !at.isAfter(last());
    }
}
