// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import io.ballast.common.cache.SharedLevel.Found;
import io.ballast.common.time.TimeSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A read-through cache of finished answers: this process first, then Redis, then the loader. Every feature has a cache
 * of its own, named by the first part of its keys. What was read or loaded while its key was invalidated is given to
 * those who already waited and kept nowhere: a {@link Flight} knows of invalidations that this instance hears of, the
 * generation in Redis of all others.
 */
@Singleton // not proxied: a hit costs little more than the look-up itself
public class TwoLevelCache {

    private final LocalCaches locals;
    private final SharedLevel shared;
    private final Invalidations invalidations;
    private final CacheConfig config;
    private final TimeSource time;
    private final Map<String, Flight> flights = new ConcurrentHashMap<>();

    TwoLevelCache(
            LocalCaches locals, SharedLevel shared, Invalidations invalidations, CacheConfig config, TimeSource time) {
        this.locals = locals;
        this.shared = shared;
        this.invalidations = invalidations;
        this.config = config;
        this.time = time;
        invalidations.deliverTo(this::forget, this::forgetEverything);
    }

    /**
     * The cached value under {@code key}, else the loaded one, which is then cached for {@code ttl}. Looks into this
     * process when called, further when subscribed to. Callers that ask for the same key at the same time share one
     * load. The cache being away is not a failure: the value is loaded. Only a failing {@code loader}, or one that takes
     * longer than the configured limit, fails the result.
     */
    public Uni<Body> body(CacheKey key, Duration ttl, Loader loader) {
        LocalCache local = locals.ofFeature(key.feature());
        Body held = held(local, key);
        return held != null
                ? Uni.createFrom().item(held)
                : Uni.createFrom().deferred(() -> look(local, key.value(), ttl, loader));
    }

    /** What this process holds under {@code key}, at once; counted as a hit if there is something, else not at all. */
    public Optional<Body> present(CacheKey key) {
        return Optional.ofNullable(held(locals.ofFeature(key.feature()), key));
    }

    /**
     * Tells from now on which keys other instances invalidated with a WAL position, and that position: whoever loads
     * past this cache wants to see it too. The listener must not block.
     */
    public void onPosition(BiConsumer<String, String> listener) {
        invalidations.tellPositions(listener);
    }

    /**
     * Forgets these keys, here and on every instance. A load under way when this is called, anywhere, will not be
     * cached, and whoever asks after it has completed gets a value loaded after this call. Never fails: while Redis is
     * away the keys are kept and announced when it is back; until then this instance does not read them from Redis.
     *
     * @param walPosition from which on the change behind it is visible; null if that is not known
     */
    public Uni<Void> invalidate(Collection<CacheKey> keys, @Nullable String walPosition) {
        if (keys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<String> texts = keys.stream().map(CacheKey::value).toList();
        texts.forEach(this::forget);
        // once more when Redis has forgotten: what was read there in between is old
        return invalidations.announce(texts, walPosition).invoke(() -> texts.forEach(this::drop));
    }

    public Uni<Void> invalidate(CacheKey... keys) {
        return invalidate(List.of(keys), null);
    }

    private @Nullable Body held(LocalCache local, CacheKey key) {
        Stored stored = local.find(key.value(), invalidations.heard());
        if (stored == null) {
            return null;
        }
        local.counts().localHits.increment();
        return stored.hit();
    }

    private Uni<Body> look(LocalCache local, String key, Duration ttl, Loader loader) {
        local.counts().localMisses.increment();
        return onCallersContext(flight(local, key, ttl, loader).result())
                .onItemOrFailure()
                .invoke((body, failure) -> count(local, body));
    }

    private Flight flight(LocalCache local, String key, Duration ttl, Loader loader) {
        return flights.computeIfAbsent(key, k -> {
            Flight flight = new Flight();
            flight.begin(Uni.createFrom()
                    .deferred(() -> lookUp(flight, local, key, ttl, loader))
                    .onTermination()
                    .invoke(() -> flights.remove(key, flight))
                    .memoize()
                    .indefinitely());
            return flight;
        });
    }

    private Uni<Body> lookUp(Flight flight, LocalCache local, String key, Duration ttl, Loader loader) {
        Uni<Found> found = invalidations.unconfirmed(key)
                ? Uni.createFrom().item(new Found.Unavailable())
                : onCallersContext(shared.read(key));
        return found.flatMap(f -> switch (f) {
            case Found.Hit hit -> {
                local.counts().lookupHits.increment();
                yield Uni.createFrom().item(keep(flight, local, key, hit.bytes(), hit.timeLeft(), true));
            }
            case Found.Miss miss -> {
                local.counts().lookupMisses.increment();
                yield compute(local, loader, miss.freshness())
                        .flatMap(bytes -> storeBoth(flight, local, key, ttl, miss.generation(), bytes));
            }
            case Found.Unavailable none -> {
                local.counts().lookupErrors.increment();
                yield compute(local, loader, Freshness.ANY).map(bytes -> keep(flight, local, key, bytes, ttl, false));
            }
        });
    }

    private Uni<byte[]> compute(LocalCache local, Loader loader, Freshness freshness) {
        local.counts().loads.increment();
        return loader.load(freshness)
                .ifNoItem()
                .after(config.loadTimeout())
                .failWith(() -> new LoadTimeoutException(config.loadTimeout()));
    }

    private Uni<Body> storeBoth(
            Flight flight, LocalCache local, String key, Duration ttl, String generation, byte[] bytes) {
        if (flight.spoilt()) {
            return Uni.createFrom().item(fresh(bytes, ttl, false));
        }
        return shared.store(key, generation, bytes, ttl)
                .onFailure()
                .recoverWithItem(true) // unknown, and then as good as Redis being away: kept here, if not spoilt
                .map(current -> current ? keep(flight, local, key, bytes, ttl, false) : fresh(bytes, ttl, false));
    }

    private Body keep(Flight flight, LocalCache local, String key, byte[] bytes, Duration timeLeft, boolean hit) {
        Body body = fresh(bytes, timeLeft, hit);
        flight.keep(() -> local.put(key, body.stored()));
        return body;
    }

    private Body fresh(byte[] bytes, Duration timeLeft, boolean hit) {
        Stored stored = new Stored(bytes, time.nanos(), timeLeft);
        return hit ? stored.hit() : new Body(stored, false);
    }

    /** An invalidation, from here or from another instance. */
    private void forget(String key) {
        locals.of(key).counts().invalidations.increment();
        drop(key);
    }

    private void drop(String key) {
        Flight flight = flights.remove(key);
        if (flight != null) {
            flight.spoil();
        }
        locals.of(key).remove(key);
    }

    /** Invalidations may have been missed: nothing here can be trusted. */
    private void forgetEverything() {
        flights.forEach((key, flight) -> {
            flights.remove(key, flight);
            flight.spoil();
        });
        locals.clear();
    }

    private static void count(LocalCache local, @Nullable Body body) {
        if (body != null && body.hit()) {
            local.counts().sharedHits.increment();
        } else {
            local.counts().misses.increment();
        }
    }

    /** Whoever shares another's load, or saw a time limit expire elsewhere, goes on where it was: a loader needs that. */
    private static <T> Uni<T> onCallersContext(Uni<T> uni) {
        Context context = Vertx.currentContext();
        return context == null ? uni : uni.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }
}
