// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import io.ballast.common.events.Topic;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/** The database side of an outbox. Every call has a time limit of its own and fails where the database is away. */
public interface OutboxStore {

    /**
     * The next rows of a topic, in order: only such that no row before them can appear any more. A transaction that is
     * still open holds back the rows of all that began to write after it.
     *
     * @param position of this database, or {@link OutboxPosition#START}; fails with {@link OtherDatabaseException} else
     */
    Uni<List<OutboxRow>> after(Topic topic, OutboxPosition position, int limit);

    /** What is committed and not relayed, rows that wait for an open transaction included. */
    Uni<Backlog> backlog(Topic topic, OutboxPosition position);

    /**
     * Remembers that everything up to {@code position} was seen in the stream. Never decides what is relayed: it is
     * what an instance knows while Redis is away.
     */
    Uni<Void> confirm(Topic topic, OutboxPosition position);

    /** What was confirmed last. */
    Uni<OutboxPosition> confirmed(Topic topic);

    /**
     * Forgets rows up to {@code position} that are older than {@code keep}: until then they can be relayed once more
     * if Redis loses them.
     *
     * @return how many, at most {@code limit}
     */
    Uni<Integer> prune(Topic topic, OutboxPosition position, Duration keep, int limit);

    /**
     * Rows that wait.
     *
     * @param rows counted up to {@link #MOST}
     * @param oldest how long the first of them has waited; zero where none waits
     */
    record Backlog(long rows, Duration oldest) {

        /** Counting goes no further. */
        public static final int MOST = 1_000_000;

        public static final Backlog NONE = new Backlog(0, Duration.ZERO);
    }

    /** The position counts the transactions of another database cluster, so it says nothing about this one's. */
    final class OtherDatabaseException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public OtherDatabaseException(String positionOf, String actual) {
            super("the position in Redis is of database cluster " + positionOf + ", this is " + actual);
        }
    }
}
