// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import io.ballast.common.lease.FencedException;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The passes over all streams under one epoch, one after the other. What was dropped is announced before a stream is
 * looked at again; if that is not confirmed it is announced again, later drops included, under another id.
 */
final class TrimmerTenure {

    private static final Logger LOG = Logger.getLogger(TrimmerTenure.class);

    private final long epoch;
    private final RetainedStreams streams;
    private final HardCapAlerts alerts;
    private final TrimmerMeters meters;
    private final RetentionConfig config;
    private final TimeSource time;
    private final Timer timer;
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Set<String> settled = ConcurrentHashMap.newKeySet();
    private volatile List<StreamName> known = List.of();
    private volatile long discoveredNanos;
    private volatile boolean ended;

    TrimmerTenure(
            long epoch,
            RetainedStreams streams,
            HardCapAlerts alerts,
            TrimmerMeters meters,
            RetentionConfig config,
            TimeSource time,
            Timer timer) {
        this.epoch = epoch;
        this.streams = streams;
        this.alerts = alerts;
        this.meters = meters;
        this.config = config;
        this.time = time;
        this.timer = timer;
    }

    void end() {
        ended = true;
    }

    void pass() {
        if (ended) {
            return;
        }
        discovered()
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .select()
                .where(stream -> !ended)
                .onItem()
                .transformToUniAndConcatenate(this::tended)
                .collect()
                .last()
                .onTermination()
                .invoke(() -> timer.after(config.interval(), this::pass))
                .subscribe()
                .with(done -> {}, failure -> LOG.debugf("streams not listed: error=%s", failure.getMessage()));
    }

    private Uni<List<StreamName>> discovered() {
        boolean recent = !known.isEmpty()
                && time.nanos() - discoveredNanos < config.discoverInterval().toNanos();
        return recent
                ? Uni.createFrom().item(known)
                : streams.all().invoke(found -> {
                    known = found;
                    discoveredNanos = time.nanos();
                    settled.retainAll(
                            new HashSet<>(found.stream().map(StreamName::key).toList()));
                });
    }

    /** One stream's trouble is not another's; only a fence ends them all. */
    private Uni<Void> tended(StreamName stream) {
        return announced(stream)
                .onFailure()
                .invoke(failure -> failed(stream, failure))
                .onFailure()
                .recoverWithNull()
                .chain(() -> trimmed(stream))
                .chain(() -> announced(stream))
                .onFailure()
                .invoke(failure -> failed(stream, failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> trimmed(StreamName stream) {
        Limits limits = Limits.of(stream, config);
        return Multi.createBy()
                .repeating()
                .uni(() -> streams.trim(stream, limits, epoch))
                .whilst(step -> step.more() && !ended)
                .onItem()
                .invoke(step -> noticed(stream, limits, step))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private void noticed(StreamName stream, Limits limits, Trimmed step) {
        if (step.dropped() > 0) {
            settled.remove(stream.key());
        }
        if (step.bytes() > 0 && !ended) {
            meters.size(stream, (double) step.bytes() / limits.maxBytes());
        }
        boolean kept = step.heldBy().isPresent();
        boolean keptBefore = kept ? !held.add(stream.key()) : held.remove(stream.key());
        if (kept && !keptBefore) {
            LOG.warnf(
                    "events kept beyond their age: stream=%s group=%s",
                    stream.key(), step.heldBy().orElse(""));
        } else if (!kept && keptBefore) {
            LOG.infof("events no longer kept beyond their age: stream=%s", stream.key());
        }
    }

    private Uni<Void> announced(StreamName stream) {
        if (settled.contains(stream.key())) {
            return Uni.createFrom().voidItem();
        }
        return streams.noted(stream)
                .chain(noted -> noted.map(drop -> announce(stream, drop))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .invoke(() -> settled.add(stream.key()));
    }

    private Uni<Void> announce(StreamName stream, HardCapDrop drop) {
        return alerts.publish(drop)
                .chain(() -> streams.announced(stream, epoch))
                .invoke(() -> {
                    meters.dropped(stream, drop.count());
                    LOG.warnf(
                            "stream at its hard cap lost events: stream=%s from=%s to=%s count=%d groups=%s",
                            stream.key(),
                            drop.from(),
                            drop.to(),
                            drop.count(),
                            drop.groups().keySet());
                });
    }

    private void failed(StreamName stream, Throwable failure) {
        if (failure instanceof FencedException) {
            if (!ended) {
                LOG.infof("trimming ends, another has begun: epoch=%d stream=%s", epoch, stream.key());
            }
            ended = true;
        } else {
            LOG.debugf("stream not trimmed: stream=%s error=%s", stream.key(), failure.getMessage());
        }
    }
}
