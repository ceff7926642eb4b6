// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.relay.Mark.Resumption;
import io.ballast.bridge.route.RouteState;
import io.ballast.common.lease.LeaseHold;
import io.ballast.common.lease.Leases;
import io.ballast.common.link.Backoff;
import io.ballast.common.link.LinkSettings;
import io.ballast.common.link.LinkState;
import io.ballast.common.link.Supervisor;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One lane on this instance: contends for it, and carries while it owns it. */
final class LaneRun implements Leases.Holder, RelaySession.Progress {

    private static final Logger LOG = Logger.getLogger(LaneRun.class);
    private static final Duration DRAIN_WITHIN = Duration.ofSeconds(3);

    private final Lane lane;
    private final RelayEnvironment around;
    private final RouteMeters meters;
    private final LaneAudit audit;
    private volatile RouteState state;
    private volatile @Nullable Mark at;
    private volatile @Nullable Instant lastCommit;
    private volatile Resumption.@Nullable Cause seam;
    private @Nullable LeaseHold hold;
    private @Nullable Supervisor link;
    private @Nullable RedisLaneDialer dialer;

    LaneRun(Lane lane, RelayEnvironment around, RouteMeters meters) {
        this.lane = lane;
        this.around = around;
        this.meters = meters;
        this.state = new RouteState.Starting(around.time().now());
        this.audit = new LaneAudit(
                lane, new RedisLedger(lane, around), meters, around.config().auditEntries());
    }

    /** Compares a share of what was carried with the ledger. */
    Uni<Void> audit() {
        return audit.pass();
    }

    /** Entries compared so far, by this instance. */
    long audited() {
        return audit.checked();
    }

    Lane lane() {
        return lane;
    }

    RouteState state() {
        return state;
    }

    /** Null before this instance has carried it. */
    @Nullable
    Mark at() {
        return at;
    }

    @Nullable
    Instant lastCommit() {
        return lastCommit;
    }

    Resumption.@Nullable Cause seam() {
        return seam;
    }

    /** Whether this instance is the one that carries it. */
    synchronized boolean owned() {
        return link != null;
    }

    synchronized void start() {
        hold = around.leases().contend(lane.leaseName(), this);
    }

    @Override
    public void acquired(long epoch) {
        RedisLaneDialer fresh = new RedisLaneDialer(lane, epoch, around, this);
        Supervisor supervisor = new Supervisor(
                lane.leaseName(),
                fresh,
                new LinkSettings(
                        new Backoff(
                                around.config().backoffFirst(), around.config().backoffCeiling()),
                        around.config().limit().multipliedBy(2),
                        around.config().block().plus(around.config().limit()),
                        Duration.ofSeconds(10)),
                around.time(),
                around.timer(),
                new SplittableRandom(),
                this::moved);
        synchronized (this) {
            dialer = fresh;
            link = supervisor;
        }
        supervisor.start();
    }

    @Override
    public void lost() {
        Supervisor old;
        synchronized (this) {
            old = link;
            link = null;
            dialer = null;
        }
        if (old != null) {
            old.close();
        }
        state = new RouteState.Starting(around.time().now());
    }

    /** Writes what it has read, gives its lease back, and ends in the state {@code last}. */
    Uni<Void> stop(RouteState last) {
        RedisLaneDialer working;
        synchronized (this) {
            working = dialer;
        }
        Uni<Void> drained = Uni.createFrom().voidItem();
        if (working != null) {
            state = new RouteState.Draining(around.time().now(), 0);
            drained = working.drain().ifNoItem().after(DRAIN_WITHIN).recoverWithUni(() -> Uni.createFrom()
                    .voidItem());
        }
        return drained.chain(this::release).onTermination().invoke(() -> state = last);
    }

    private Uni<Void> release() {
        LeaseHold held;
        synchronized (this) {
            held = hold;
            hold = null;
        }
        lost();
        return held == null
                ? Uni.createFrom().voidItem()
                : held.release().onFailure().recoverWithNull();
    }

    private void moved(LinkState now) {
        RouteState before = state;
        RouteState next =
                switch (now) {
                    case LinkState.Connecting connecting -> before;
                    case LinkState.Up up -> new RouteState.Running(up.since());
                    case LinkState.Waiting waiting -> retrying(before, waiting);
                    case LinkState.Closed closed -> before;
                };
        if (now instanceof LinkState.Waiting) {
            meters.retried();
        }
        state = next;
        if (next.getClass() != before.getClass()) {
            LOG.infof(
                    "route moved: route=%s stream=%s state=%s",
                    lane.route().id(), lane.stream(), next.getClass().getSimpleName());
        }
    }

    private RouteState retrying(RouteState before, LinkState.Waiting waiting) {
        return new RouteState.Retrying(
                before instanceof RouteState.Retrying already
                        ? already.since()
                        : around.time().now(),
                waiting.attempt(),
                waiting.cause());
    }

    @Override
    public void resumed(Mark mark, Resumption.Cause cause) {
        at = mark;
        seam = cause;
        if (cause != Resumption.Cause.SEAMLESS) {
            LOG.warnf(
                    "the source is not as it was: route=%s stream=%s position=%s cause=%s",
                    lane.route().id(), lane.stream(), mark.at(), cause);
        }
    }

    @Override
    public void committed(Mark mark, int carried) {
        at = mark;
        lastCommit = around.time().now();
        meters.delivered(carried);
        if (state instanceof RouteState.DeadLettering) {
            state = new RouteState.Running(around.time().now());
        }
    }

    @Override
    public void settingAside(List<DeadLetters.Dead> entries) {
        DeadLetters.Dead first = entries.getFirst();
        state = new RouteState.DeadLettering(
                around.time().now(), first.entry().at().toString(), first.cause());
        meters.setAside(entries.size());
        LOG.warnf(
                "dead letters: route=%s stream=%s count=%d first=%s cause=%s",
                lane.route().id(), lane.stream(), entries.size(), first.entry().at(), first.cause());
    }
}
