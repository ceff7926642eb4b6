// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

/**
 * A place in PostgreSQL's write-ahead log (an LSN). Later is greater.
 *
 * @param bytes since the beginning of the log, unsigned
 */
public record WalPosition(long bytes) implements Comparable<WalPosition> {

    /** Before everything. */
    public static final WalPosition START = new WalPosition(0);

    /** As PostgreSQL writes it: two hexadecimal halves with a slash between. */
    public static WalPosition parse(String text) {
        int slash = text.indexOf('/');
        try {
            long high = Long.parseLong(text.substring(0, Math.max(0, slash)), 16);
            long low = Long.parseLong(text.substring(slash + 1), 16);
            return new WalPosition(high << 32 | low);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a WAL position: " + text, e);
        }
    }

    public boolean reaches(WalPosition other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(WalPosition other) {
        return Long.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return "%X/%X".formatted(bytes >>> 32, bytes & 0xFFFF_FFFFL);
    }
}
