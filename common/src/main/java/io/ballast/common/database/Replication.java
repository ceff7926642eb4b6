// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import io.ballast.common.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Follows where the logs of primary and replica stand, and decides from it whether the replica may be read. */
final class Replication {

    private static final Logger LOG = Logger.getLogger(Replication.class);
    /** Of two pings under way and a replica that is just within its limit. */
    private static final Duration MEMORY_MARGIN = Duration.ofSeconds(10);

    private final TimeSource time;
    private final Duration maxLag;
    private final ReplicationLag lag = new ReplicationLag();
    private final ReadYourWrites writes;
    private volatile @Nullable ServerState primary;
    private volatile @Nullable ServerState replica;
    private volatile @Nullable Instant primarySeen;
    private volatile boolean behind;

    Replication(Duration maxLag, TimeSource time) {
        this.time = time;
        this.maxLag = maxLag;
        this.writes = new ReadYourWrites(maxLag.multipliedBy(2).plus(MEMORY_MARGIN), time);
    }

    /** Listens to the primary's link. */
    ServerListener ofPrimary() {
        return new ServerListener() {
            @Override
            public void cameUp(ServerState state) {
                ServerState before = primary;
                if (before == null || !before.identity().equals(state.identity())) {
                    lag.newPrimary();
                }
            }

            @Override
            public void answered(ServerState state) {
                primary = state;
                primarySeen = time.now();
                lag.primaryAt(state.position(), time.nanos());
            }
        };
    }

    /** Listens to the replica's link. */
    ServerListener ofReplica() {
        return new ServerListener() {
            @Override
            public void cameUp(ServerState state) {}

            @Override
            public void answered(ServerState state) {
                replica = state;
                lag.replicaAt(state.position(), Optional.ofNullable(state.replayAge()));
                judge();
            }
        };
    }

    private void judge() {
        boolean now = lag().compareTo(maxLag) > 0;
        if (now != behind) {
            behind = now;
            if (now) {
                LOG.warnf("replica too far behind: reads=primary lagSeconds=%d", lag().toSeconds());
            } else {
                LOG.infof("replica caught up: reads=replica");
            }
        }
    }

    ReadYourWrites writes() {
        return writes;
    }

    Duration lag() {
        return lag.at(time.nanos());
    }

    WalPosition replayed() {
        return lag.replayed();
    }

    /** Where the primary's log stood at its last ping. */
    Optional<WalPosition> primaryPosition() {
        return Optional.ofNullable(primary).map(ServerState::position);
    }

    /** Whether the replica follows the primary closely enough for anybody who has not just written. */
    boolean current() {
        return lag().compareTo(maxLag) <= 0 && follows();
    }

    /** Whether the replica has what this user wrote, too. */
    boolean current(UUID user) {
        return current() && writes.satisfiedBy(lag.replayed(), user);
    }

    /** A replica that was promoted follows nobody; it is as good as the primary if it is the primary. */
    private boolean follows() {
        ServerState read = replica;
        ServerState written = primary;
        return read == null
                || read.standby()
                || (written != null && written.identity().equals(read.identity()));
    }

    /** As of when the replica's data is known to be complete; empty while the primary was never seen. */
    Optional<Instant> replicaAsOf() {
        return Optional.ofNullable(primarySeen).map(seen -> seen.minus(lag()));
    }
}
