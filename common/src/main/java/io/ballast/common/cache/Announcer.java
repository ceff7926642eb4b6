// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.Topic;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Removes keys from Redis and tells the other instances; what Redis has not confirmed is tried again until it has. */
@ApplicationScoped
class Announcer {

    private static final int RETRY_BATCH = 500;

    private final SharedLevel shared;
    private final EventPublisher publisher;
    private final CacheConfig config;
    private final TimeSource time;
    private final Timer timer;
    private final PendingInvalidations pending;
    private final String instance = UUID.randomUUID().toString();
    private final AtomicLong events = new AtomicLong();
    private final AtomicBoolean retrying = new AtomicBoolean();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    Announcer(
            SharedLevel shared,
            EventPublisher publisher,
            CacheConfig config,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        this.shared = shared;
        this.publisher = publisher;
        this.config = config;
        this.time = time;
        this.timer = timer;
        this.pending = new PendingInvalidations(
                config.maxPending(), meters.counter("ballast_cache_invalidations_dropped")::increment);
    }

    boolean unconfirmed(String key) {
        return pending.contains(key);
    }

    /** Whether this instance made that event. */
    boolean mine(Event event) {
        return event.id().startsWith(instance);
    }

    Uni<Void> announce(Collection<String> keys, @Nullable String walPosition) {
        return attempt(Set.copyOf(keys), walPosition).onFailure().recoverWithUni(failure -> {
            keys.forEach(key -> pending.add(key, walPosition));
            retryLater();
            return Uni.createFrom().voidItem();
        });
    }

    /** Removes a key here because another region did, without announcing it again. Never fails. */
    Uni<Void> carryOut(String key) {
        return shared.invalidate(List.of(key), null)
                .replaceWithVoid()
                .onFailure()
                .recoverWithItem(failure -> {
                    pending.add(key, null);
                    retryLater();
                    return null;
                });
    }

    void retryNow() {
        if (pending.isEmpty() || !retrying.compareAndSet(false, true)) {
            return;
        }
        List<PendingInvalidations.Pending> batch = pending.first(RETRY_BATCH);
        Uni.join()
                .all(batch.stream()
                        .map(p -> attempt(Set.of(p.key()), p.walPosition()).invoke(() -> pending.done(p)))
                        .toList())
                .andCollectFailures()
                .onTermination()
                .invoke(() -> retrying.set(false))
                .subscribe()
                .with(done -> retryNow(), failure -> retryLater());
    }

    private void retryLater() {
        if (!scheduled.compareAndSet(false, true)) {
            return;
        }
        timer.after(config.retryInterval(), () -> {
            scheduled.set(false);
            if (shared.up()) {
                retryNow();
            } else if (!pending.isEmpty()) {
                retryLater();
            }
        });
    }

    private Uni<Void> attempt(Set<String> keys, @Nullable String walPosition) {
        return shared.invalidate(keys, walPosition)
                .flatMap(generations -> publisher.publish(generations.entrySet().stream()
                        .map(generation -> event(generation, walPosition))
                        .toList()));
    }

    private Outgoing event(Map.Entry<String, Long> generation, @Nullable String walPosition) {
        String key = generation.getKey();
        return new Outgoing(
                Topic.CACHE_INVALIDATIONS,
                new Event(
                        instance + "-" + events.incrementAndGet(),
                        "/ballast/cache",
                        "cache.invalidate",
                        key,
                        time.now(),
                        null,
                        null,
                        InvalidationData.of(key, generation.getValue(), walPosition, config.region())));
    }
}
