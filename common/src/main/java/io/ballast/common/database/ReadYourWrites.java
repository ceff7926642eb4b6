// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.ballast.common.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Which place in the log a replica must have replayed before a user may be answered from it. Bounded: where it
 * overflows, what it forgets of one user is demanded for all. Forgets after a time in which any replica that is still
 * read has replayed it.
 */
final class ReadYourWrites {

    private static final int MOST_USERS = 100_000;

    private final Cache<UUID, WalPosition> needed;
    private final AtomicReference<WalPosition> floor = new AtomicReference<>(WalPosition.START);
    private final TimeSource time;
    private final Duration memory;
    private volatile @Nullable Long unknownSince;

    /** @param memory how long a write is remembered */
    ReadYourWrites(Duration memory, TimeSource time) {
        this(memory, time, MOST_USERS);
    }

    ReadYourWrites(Duration memory, TimeSource time, int most) {
        this.time = time;
        this.memory = memory;
        this.needed = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(memory)
                .ticker(time::nanos)
                .executor(Runnable::run)
                .<UUID, WalPosition>evictionListener((user, position, cause) -> evicted(position, cause))
                .build();
    }

    private void evicted(@Nullable WalPosition position, RemovalCause cause) {
        if (position != null && cause == RemovalCause.SIZE) {
            floor.accumulateAndGet(position, ReadYourWrites::later);
        }
    }

    /** What this user reads from now on must have got to {@code position}. */
    void atLeast(UUID user, WalPosition position) {
        needed.asMap().merge(user, position, ReadYourWrites::later);
    }

    /** Somebody wrote and nobody knows where: until that is forgotten no replica is good enough. */
    void unknown() {
        unknownSince = time.nanos();
    }

    boolean satisfiedBy(WalPosition replayed, UUID user) {
        Long since = unknownSince;
        if (since != null && time.nanos() - since < memory.toNanos()) {
            return false;
        }
        WalPosition mine = needed.getIfPresent(user);
        WalPosition everybodys = Objects.requireNonNull(floor.get());
        return replayed.reaches(everybodys) && (mine == null || replayed.reaches(mine));
    }

    Optional<WalPosition> of(UUID user) {
        return Optional.ofNullable(needed.getIfPresent(user));
    }

    private static WalPosition later(WalPosition one, WalPosition other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
