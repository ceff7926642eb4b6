// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import io.ballast.common.lease.LeaseStore.Bid;
import io.ballast.common.lease.LeaseStore.Claim;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/**
 * One process in the contest for one lease. One bid is under way at a time. Ownership is sure until the time to live,
 * less a margin, has passed since the last confirmed bid was <em>sent</em>: the store counts from its arrival, later.
 *
 * <p>State is guarded by this object's monitor; neither the holder nor the store is called under it.
 */
final class Contender implements LeaseHold {

    private static final Logger LOG = Logger.getLogger(Contender.class);

    private sealed interface State {
        record Waiting() implements State {}

        record Owner(long epoch, long sureUntilNanos) implements State {}

        record Released() implements State {}
    }

    private final String name;
    private final String owner;
    private final LeaseStore store;
    private final LeaseConfig config;
    private final TimeSource time;
    private final Timer timer;
    private final Announcements holder;
    private State state = new State.Waiting();
    private long floor;

    Contender(
            String name,
            String owner,
            Leases.Holder holder,
            LeaseStore store,
            LeaseConfig config,
            TimeSource time,
            Timer timer) {
        this.name = name;
        this.owner = owner;
        this.holder = new Announcements(holder);
        this.store = store;
        this.config = config;
        this.time = time;
        this.timer = timer;
    }

    void bid() {
        long held;
        Bid bid;
        synchronized (this) {
            if (state instanceof State.Released) {
                return;
            }
            held = state instanceof State.Owner(long epoch, long ignored) ? epoch : LeaseStore.NOTHING;
            bid = new Bid(name, owner, held, floor, config.ttl());
        }
        long sent = time.nanos();
        store.claim(bid).subscribe().with(claim -> answered(held, sent, claim), this::failed);
    }

    private void failed(Throwable cause) {
        LOG.debugf("lease bid failed: lease=%s error=%s", name, cause.getMessage());
        bidAfter(config.renewInterval().dividedBy(4));
    }

    private void answered(long held, long sent, Claim claim) {
        switch (claim) {
            case Claim.Granted(long epoch) -> granted(held, epoch, sent);
            case Claim.Refused(long epoch, Duration remaining) -> refused(epoch, remaining);
        }
        holder.deliver();
    }

    private void granted(long held, long epoch, long sent) {
        long sureUntil = sent + config.ttl().minus(config.margin()).toNanos();
        boolean unwanted;
        boolean afresh;
        synchronized (this) {
            floor = Math.max(floor, epoch);
            unwanted = state instanceof State.Released;
            // lost meanwhile, or answered too late to be sure: the next bid takes it under another epoch
            afresh = !(state instanceof State.Owner) && (epoch == held || time.nanos() - sureUntil >= 0);
            if (!unwanted && !afresh) {
                own(epoch, sureUntil);
            }
        }
        if (unwanted) {
            giveBack(epoch).subscribe().with(done -> {}, failure -> {});
        } else {
            bidAfter(afresh ? Duration.ofMillis(1) : config.renewInterval());
        }
    }

    /** Under the monitor. */
    private void own(long epoch, long sureUntil) {
        boolean renewed = state instanceof State.Owner(long before, long ignored) && before == epoch;
        if (!renewed) {
            lose("another epoch was granted");
        }
        state = new State.Owner(epoch, sureUntil);
        if (!renewed) {
            LOG.infof("lease acquired: lease=%s epoch=%d", name, epoch);
            holder.acquired(epoch);
            watch(epoch, sureUntil);
        }
    }

    private void refused(long epoch, Duration remaining) {
        synchronized (this) {
            floor = Math.max(floor, epoch);
            lose("another process owns it");
        }
        bidAfter(remaining.compareTo(config.renewInterval()) < 0 ? remaining : config.renewInterval());
    }

    private void bidAfter(Duration delay) {
        timer.after(delay, this::bid);
    }

    private void watch(long epoch, long untilNanos) {
        timer.after(Duration.ofNanos(Math.max(1, untilNanos - time.nanos())), () -> stillSure(epoch));
    }

    private void stillSure(long watched) {
        synchronized (this) {
            if (state instanceof State.Owner(long epoch, long sureUntil) && epoch == watched) {
                if (time.nanos() - sureUntil >= 0) {
                    lose("renewals are not confirmed");
                } else {
                    watch(epoch, sureUntil);
                }
            }
        }
        holder.deliver();
    }

    /** Under the monitor. */
    private void lose(String cause) {
        if (state instanceof State.Owner(long epoch, long ignored)) {
            state = new State.Waiting();
            LOG.infof("lease lost: lease=%s epoch=%d cause=%s", name, epoch, cause);
            holder.lost();
        }
    }

    @Override
    public synchronized OptionalLong epoch() {
        return state instanceof State.Owner(long epoch, long sureUntil) && time.nanos() - sureUntil < 0
                ? OptionalLong.of(epoch)
                : OptionalLong.empty();
    }

    @Override
    public Uni<Void> release() {
        return Uni.createFrom().deferred(() -> {
            State before;
            synchronized (this) {
                before = state;
                lose("it is given back");
                state = new State.Released();
            }
            holder.deliver();
            return before instanceof State.Owner(long epoch, long ignored)
                    ? giveBack(epoch)
                    : Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> giveBack(long epoch) {
        return store.release(name, owner, epoch);
    }
}
