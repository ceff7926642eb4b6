// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import io.ballast.common.cache.Flight.Landed;
import io.ballast.common.cache.SharedLevel.Found;
import io.ballast.common.time.TimeSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This process first, then Redis, then the loader. What was read or loaded while its key was invalidated is given to
 * those who already waited and kept nowhere: a {@link Flight} knows of invalidations that this instance hears of, the
 * generation in Redis of all others.
 */
@ApplicationScoped
class TwoLevelCache implements JsonCache {

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

    @Override
    public Uni<Entry> get(String key, Duration ttl, Supplier<Uni<String>> loader) {
        return find(CacheKey.feature(key), key, ttl, freshness -> loader.get(), this::entry);
    }

    @Override
    public Uni<Entry> get(CacheKey key, Duration ttl, Supplier<Uni<String>> loader) {
        return find(key.feature(), key.value(), ttl, freshness -> loader.get(), this::entry);
    }

    @Override
    public Uni<Entry> load(CacheKey key, Duration ttl, Loader loader) {
        return find(key.feature(), key.value(), ttl, loader, this::entry);
    }

    @Override
    public Uni<Body> body(CacheKey key, Duration ttl, Loader loader) {
        return find(key.feature(), key.value(), ttl, loader, this::body);
    }

    @Override
    public Optional<Body> present(CacheKey key) {
        LocalCache local = locals.ofFeature(key.feature());
        Stored stored = local.find(key.value(), invalidations.heard());
        if (stored == null) {
            return Optional.empty();
        }
        local.counts().localHits.increment();
        return Optional.of(body(new Landed(stored, true)));
    }

    @Override
    public Uni<Void> invalidate(Collection<String> keys) {
        return announce(List.copyOf(keys), null);
    }

    @Override
    public Uni<Void> invalidate(Collection<CacheKey> keys, @Nullable String walPosition) {
        return announce(keys.stream().map(CacheKey::value).toList(), walPosition);
    }

    private Uni<Void> announce(List<String> keys, @Nullable String walPosition) {
        keys.forEach(CacheKey::check);
        keys.forEach(this::forget);
        if (keys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        // once more when Redis has forgotten: what was read there in between is old
        return invalidations.announce(keys, walPosition).invoke(() -> keys.forEach(this::drop));
    }

    private <T> Uni<T> find(String feature, String key, Duration ttl, Loader loader, Function<Landed, T> shape) {
        return Uni.createFrom().deferred(() -> {
            LocalCache local = locals.ofFeature(feature);
            Stored stored = local.find(key, invalidations.heard());
            if (stored != null) {
                local.counts().localHits.increment();
                return Uni.createFrom().item(shape.apply(new Landed(stored, true)));
            }
            CacheKey.check(key);
            local.counts().localMisses.increment();
            return onCallersContext(flight(local, key, ttl, loader).result())
                    .onItemOrFailure()
                    .invoke((landed, failure) -> count(local, landed))
                    .map(shape);
        });
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

    private Uni<Landed> lookUp(Flight flight, LocalCache local, String key, Duration ttl, Loader loader) {
        Uni<Found> found = invalidations.unconfirmed(key)
                ? Uni.createFrom().item(new Found.Unavailable())
                : onCallersContext(shared.read(key));
        return found.flatMap(f -> switch (f) {
            case Found.Hit hit -> {
                local.counts().lookupHits.increment();
                yield Uni.createFrom().item(keep(flight, local, key, hit.json(), hit.timeLeft(), true));
            }
            case Found.Miss miss -> {
                local.counts().lookupMisses.increment();
                yield compute(local, loader, miss.freshness())
                        .flatMap(json -> storeBoth(flight, local, key, ttl, miss.generation(), json));
            }
            case Found.Unavailable none -> {
                local.counts().lookupErrors.increment();
                yield compute(local, loader, Freshness.ANY).map(json -> keep(flight, local, key, json, ttl, false));
            }
        });
    }

    private Uni<String> compute(LocalCache local, Loader loader, Freshness freshness) {
        local.counts().loads.increment();
        return loader.load(freshness)
                .ifNoItem()
                .after(config.loadTimeout())
                .failWith(() -> new LoadTimeoutException(config.loadTimeout()));
    }

    private Uni<Landed> storeBoth(
            Flight flight, LocalCache local, String key, Duration ttl, String generation, String json) {
        if (flight.spoilt()) {
            return Uni.createFrom().item(landed(json, ttl, false));
        }
        return shared.store(key, generation, json, ttl)
                .onFailure()
                .recoverWithItem(true) // unknown, and then as good as Redis being away: kept here, if not spoilt
                .map(current -> current ? keep(flight, local, key, json, ttl, false) : landed(json, ttl, false));
    }

    private Landed keep(Flight flight, LocalCache local, String key, String json, Duration timeLeft, boolean hit) {
        Landed landed = landed(json, timeLeft, hit);
        flight.keep(() -> local.put(key, landed.stored()));
        return landed;
    }

    private Landed landed(String json, Duration timeLeft, boolean hit) {
        return new Landed(new Stored(json, time.nanos(), timeLeft), hit);
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

    private Entry entry(Landed landed) {
        Stored stored = landed.stored();
        return new Entry(stored.json(), landed.hit(), stored.timeLeft(time.nanos()));
    }

    private Body body(Landed landed) {
        Stored stored = landed.stored();
        return new Body(stored.bytes(), landed.hit(), stored.timeLeft(time.nanos()));
    }

    private static void count(LocalCache local, @Nullable Landed landed) {
        if (landed != null && landed.hit()) {
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
