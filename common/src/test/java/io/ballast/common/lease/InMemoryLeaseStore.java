// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import io.ballast.common.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The twin of {@link RedisLeaseStore}: leases of one process, over manual time. Can be cut off. */
final class InMemoryLeaseStore implements LeaseStore {

    private record Lease(String owner, long epoch, long untilMillis) {}

    private static final String NOBODY = "";

    private final Map<String, Lease> leases = new HashMap<>();
    private final TimeSource time;
    private boolean away;

    InMemoryLeaseStore(TimeSource time) {
        this.time = time;
    }

    synchronized void away(boolean now) {
        away = now;
    }

    /** Forgets everything, as a Redis that was started again without its data. */
    synchronized void forget() {
        leases.clear();
    }

    @Override
    public synchronized Uni<Claim> claim(Bid bid) {
        if (away) {
            return Uni.createFrom().failure(new IllegalStateException("away"));
        }
        long now = time.now().toEpochMilli();
        Lease held = leases.getOrDefault(bid.name(), new Lease(NOBODY, 0, 0));
        boolean mine = held.owner().equals(bid.owner());
        if (!held.owner().equals(NOBODY) && !mine && held.untilMillis() > now) {
            return Uni.createFrom().item(new Claim.Refused(held.epoch(), Duration.ofMillis(held.untilMillis() - now)));
        }
        long epoch = mine && held.epoch() == bid.held()
                ? bid.held()
                : Math.max(Math.max(held.epoch(), bid.floor()) + 1, now);
        leases.put(bid.name(), new Lease(bid.owner(), epoch, now + bid.ttl().toMillis()));
        return Uni.createFrom().item(new Claim.Granted(epoch));
    }

    @Override
    public synchronized Uni<Void> release(String name, String owner, long epoch) {
        if (away) {
            return Uni.createFrom().failure(new IllegalStateException("away"));
        }
        Lease held = leases.get(name);
        if (held != null && held.owner().equals(owner) && held.epoch() == epoch) {
            leases.put(name, new Lease(NOBODY, epoch, 0));
        }
        return Uni.createFrom().voidItem();
    }
}
