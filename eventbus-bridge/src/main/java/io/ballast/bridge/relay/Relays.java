// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.route.RouteState;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Every route from stream to stream, configured or made at run time, as all instances want it: what operators want is
 * looked up each second. Each route's changes are made one after the other, the next when the last has ended.
 */
@ApplicationScoped
class Relays {

    private static final Logger LOG = Logger.getLogger(Relays.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration END_WITHIN = Duration.ofSeconds(4);

    private final RelayEnvironment around;
    private final RouteStore store;
    private final RouteDocument documents;
    private final Loops loops;
    private final ConfiguredRelays configured;
    private final Map<String, RelayRun> runs = new TreeMap<>();
    private final Map<String, Desired> wanted = new HashMap<>();
    private final Map<String, CompletableFuture<@Nullable Void>> changes = new HashMap<>();
    private volatile boolean closed;

    Relays(RelayEnvironment around, RouteStore store, RedisEnds ends, ConfiguredRelays configured) {
        this.around = around;
        this.store = store;
        this.documents = new RouteDocument(ends.names());
        this.loops = new Loops(name -> ends.named(name).map(RedisEnd::url).orElse(name));
        this.configured = configured;
    }

    void start(@Observes StartupEvent event) {
        List<RelayRoute> all = configured.routes(documents);
        all.forEach(route -> loops.refuse(route, all));
        synchronized (this) {
            all.forEach(route -> change(route.id().value(), new RelayRun(route, null, around)));
        }
        look();
    }

    void stop(@Observes ShutdownEvent event) {
        closed = true;
        List<Uni<Void>> endings;
        synchronized (this) {
            endings = runs.values().stream()
                    .map(run -> run.stop(new RouteState.Stopped(around.time().now(), "the service ends")))
                    .toList();
        }
        if (!endings.isEmpty()) {
            try {
                Uni.join().all(endings).andCollectFailures().await().atMost(END_WITHIN);
            } catch (RuntimeException e) {
                LOG.debugf("routes not ended in time: error=%s", e.getMessage());
            }
        }
    }

    synchronized Collection<RelayRun> all() {
        return List.copyOf(runs.values());
    }

    synchronized Optional<RelayRun> named(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    RouteDocument documents() {
        return documents;
    }

    boolean configured(String id) {
        return configured.has(id);
    }

    /** What operators want of this route, if they ever wanted anything. */
    synchronized Optional<Desired> wanted(String id) {
        return Optional.ofNullable(wanted.get(id));
    }

    /** @throws IllegalArgumentException naming the field, if it would close a loop */
    synchronized void refuseLoops(RelayRoute route) {
        loops.refuse(route, runs.values().stream().map(RelayRun::route).toList());
    }

    private void look() {
        if (!closed) {
            store.all()
                    .onTermination()
                    .invoke(() -> around.timer().after(LOOK_EVERY, this::look))
                    .subscribe()
                    .with(this::found, failure -> LOG.debugf("routes unknown: error=%s", failure.getMessage()));
        }
    }

    /** A store that came back without its newest changes gets them again from whoever knows them. */
    private void found(List<Desired> stored) {
        Map<String, Desired> byId = new HashMap<>();
        stored.forEach(desired -> byId.put(desired.id(), desired));
        List<Desired> lost = new ArrayList<>();
        synchronized (this) {
            wanted.values().forEach(known -> {
                Desired there = byId.get(known.id());
                if (there == null || there.version() < known.version()) {
                    lost.add(known);
                }
            });
        }
        stored.forEach(this::apply);
        lost.forEach(desired -> store.restore(desired).subscribe().with(done -> {}, failure -> {}));
    }

    /** Does what is wanted, unless something newer is done already. */
    void apply(Desired desired) {
        synchronized (this) {
            Desired before = wanted.get(desired.id());
            if (closed || (before != null && before.version() >= desired.version())) {
                return;
            }
            wanted.put(desired.id(), desired);
            try {
                change(desired.id(), run(desired));
            } catch (IllegalArgumentException e) {
                LOG.errorf("a stored route cannot be carried here: route=%s error=%s", desired.id(), e.getMessage());
            }
        }
    }

    private @Nullable RelayRun run(Desired desired) {
        RelayRoute route = configured.named(desired.id()).orElse(null);
        if (route == null && desired.route() != null && !desired.deleted()) {
            route = documents.parse(desired.route());
        }
        return route == null ? null : new RelayRun(route, desired, around);
    }

    /** Under the lock. */
    private void change(String id, @Nullable RelayRun next) {
        RelayRun old = next == null ? runs.remove(id) : runs.put(id, next);
        if (next != null) {
            RelayRoute route = next.route();
            around.breakers().declare(RedisLaneDialer.breaker(route), () -> around.source(
                            next.lanes().getFirst().lane())
                    .probe());
        }
        CompletionStage<@Nullable Void> before = changes.getOrDefault(id, CompletableFuture.completedFuture(null));
        changes.put(
                id,
                before.thenCompose(done -> ended(old))
                        .thenAccept(done -> begin(next))
                        .toCompletableFuture());
    }

    private CompletionStage<@Nullable Void> ended(@Nullable RelayRun old) {
        return old == null
                ? CompletableFuture.completedFuture(null)
                : old.stop(new RouteState.Stopped(around.time().now(), "changed"))
                        .subscribeAsCompletionStage();
    }

    private static void begin(@Nullable RelayRun next) {
        if (next != null) {
            next.start();
        }
    }
}
