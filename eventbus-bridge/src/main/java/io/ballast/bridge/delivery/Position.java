// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

/**
 * A place in one stream: the id of an entry ({@code ms-seq}, https://redis.io/docs/latest/develop/data-types/streams).
 *
 * @param ms milliseconds since 1970, by the clock of the server that took the entry
 * @param seq counts entries within that millisecond; unsigned
 */
public record Position(long ms, long seq) implements Comparable<Position> {

    /** Before every entry. */
    public static final Position START = new Position(0, 0);

    public Position {
        if (ms < 0) {
            throw new IllegalArgumentException("ms must not be negative: " + ms);
        }
    }

    /** @throws IllegalArgumentException if {@code id} is no complete entry id */
    public static Position parse(String id) {
        int dash = id.indexOf('-');
        try {
            if (dash > 0) {
                return new Position(
                        Long.parseLong(id, 0, dash, 10), Long.parseUnsignedLong(id, dash + 1, id.length(), 10));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an entry id: " + id, e);
        }
        throw new IllegalArgumentException("not an entry id: " + id);
    }

    public boolean isAfter(Position other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Position other) {
        int byTime = Long.compare(ms, other.ms);
        return byTime != 0 ? byTime : Long.compareUnsigned(seq, other.seq);
    }

    @Override
    public String toString() {
        return ms + "-" + Long.toUnsignedString(seq);
    }
}
