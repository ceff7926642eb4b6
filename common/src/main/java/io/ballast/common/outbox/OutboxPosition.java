// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

/**
 * How far an outbox has been relayed. Rows are ordered by timeline, transaction and sequence; everything up to here is
 * in the stream, nothing after it is.
 *
 * <p>A sequence alone would not do: its numbers are handed out before the commit, so that a lower one may appear after
 * a higher one was relayed. Transactions are relayed once every older one has ended, so none can appear behind the
 * position. The timeline (PostgreSQL counts it up at every promotion and recovery to a point in time) keeps the order
 * true when a promoted replica had not got the last transactions and gives their numbers again.
 *
 * @param database which database cluster counts these transactions; empty before the first row
 * @param timeline of the cluster when the row was written
 * @param transaction the writing transaction's 64-bit id
 * @param sequence of rows, in the order in which they were written
 */
public record OutboxPosition(String database, int timeline, long transaction, long sequence) {

    /** Before the first row. */
    public static final OutboxPosition START = new OutboxPosition("", 0, 0, 0);

    public OutboxPosition {
        if (database.indexOf('/') >= 0) {
            throw new IllegalArgumentException("database must not contain a slash: " + database);
        }
    }

    /** Reads what {@link #text} wrote. */
    public static OutboxPosition parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("no outbox position: " + text);
        }
        return new OutboxPosition(
                parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }

    /** Whether this row or position comes before {@code other}. Only says something within one database cluster. */
    public boolean before(OutboxPosition other) {
        int order = Integer.compare(timeline, other.timeline);
        if (order == 0) {
            order = Long.compare(transaction, other.transaction);
        }
        return order == 0 ? sequence < other.sequence : order < 0;
    }

    /** {@code database/timeline/transaction/sequence}. */
    public String text() {
        return database + '/' + timeline + '/' + transaction + '/' + sequence;
    }
}
