// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * How far a replica is behind its primary, from where their logs stand: the age of the oldest position the primary was
 * seen at and the replica has not replayed. Needs no agreement of clocks, and an idle primary makes no lag.
 */
final class ReplicationLag {

    private static final int MOST_SEEN = 512;

    /** @param at {@code TimeSource.nanos()} */
    private record Seen(WalPosition position, long at) {}

    private final Deque<Seen> ahead = new ArrayDeque<>();
    private WalPosition latest = WalPosition.START;
    private WalPosition replayed = WalPosition.START;
    private boolean caughtUpOnce;
    private Duration before = Duration.ZERO;

    /** Another server is the primary: where the old one stood may never be reached. */
    synchronized void newPrimary() {
        ahead.clear();
        latest = WalPosition.START;
        caughtUpOnce = false;
        before = Duration.ZERO;
    }

    synchronized void primaryAt(WalPosition position, long now) {
        if (position.compareTo(latest) > 0) {
            latest = position;
            if (!replayed.reaches(position)) {
                ahead.addLast(new Seen(position, now));
                thin();
            }
        }
    }

    /** @param age since the commit of what it replayed last, on the replica's clock; used while nothing else is known */
    synchronized void replicaAt(WalPosition position, Optional<Duration> age) {
        replayed = position;
        boolean reached = false;
        while (!ahead.isEmpty() && position.reaches(ahead.getFirst().position())) {
            ahead.removeFirst();
            reached = true;
        }
        caughtUpOnce |= reached || (latest != WalPosition.START && position.reaches(latest));
        before = caughtUpOnce ? Duration.ZERO : age.orElse(Duration.ZERO);
    }

    /** Zero while the replica has replayed everything the primary was seen to have. */
    synchronized Duration at(long now) {
        if (ahead.isEmpty()) {
            return Duration.ZERO;
        }
        Duration seen = Duration.ofNanos(Math.max(0, now - ahead.getFirst().at()));
        return seen.compareTo(before) < 0 ? before : seen;
    }

    synchronized WalPosition replayed() {
        return replayed;
    }

    /** Every second one is enough, if they get many; the first tells the lag and the last when it ends. */
    private void thin() {
        if (ahead.size() <= MOST_SEEN) {
            return;
        }
        List<Seen> all = new ArrayList<>(ahead);
        ahead.clear();
        for (int i = 0; i < all.size(); i++) {
            if (i % 2 == 0 || i == all.size() - 1) {
                ahead.addLast(all.get(i));
            }
        }
    }
}
