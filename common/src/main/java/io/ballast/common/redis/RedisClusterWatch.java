// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Dialer;
import io.ballast.common.link.LinkMeters;
import io.ballast.common.link.LinkStats;
import io.ballast.common.link.Supervisor;
import io.ballast.common.redis.cluster.HashSlot;
import io.ballast.common.redis.cluster.RedisNode;
import io.ballast.common.redis.cluster.SlotMap;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisConnection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Knows which node has which slot: asks one of them again and again over a supervised connection, and another one when
 * that is away or cut off from the rest. What a node knows from before the latest failover is not believed.
 */
final class RedisClusterWatch {

    private final RedisConfig config;
    private final Function<RedisNode, Uni<RedisConnection>> open;
    private final Timer timer;
    private final Supervisor link;
    private final AtomicInteger dials = new AtomicInteger();
    private final List<Consumer<SlotMap>> followers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> known = new CompletableFuture<>();
    private volatile SlotMap map = SlotMap.UNKNOWN;
    private int disbelieved;

    RedisClusterWatch(
            RedisConfig config,
            Function<RedisNode, Uni<RedisConnection>> open,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        this.config = config;
        this.open = open;
        this.timer = timer;
        this.link = new Supervisor(
                "redis-cluster",
                this::dial,
                RedisLinkSettings.asking(config),
                time,
                timer,
                new SplittableRandom(),
                state -> {});
        LinkMeters.watch(link, meters);
    }

    /** Starting twice does nothing. */
    void start() {
        link.start();
    }

    void close() {
        link.close();
    }

    LinkStats stats() {
        return link.stats();
    }

    SlotMap map() {
        return map;
    }

    /** Told at once, and after each change; must not block. */
    void follow(Consumer<SlotMap> follower) {
        followers.add(follower);
        follower.accept(map);
    }

    /** Who has the key, as soon as that is known. */
    Uni<RedisNode> ownerOf(String key) {
        int slot = HashSlot.of(key);
        return Uni.createFrom()
                .completionStage(known.copy())
                .ifNoItem()
                .after(config.commandTimeout())
                .recoverWithUni(() -> Uni.createFrom().voidItem())
                .map(ready -> {
                    RedisNode owner = map.owner(slot);
                    if (owner == null) {
                        throw new RedisUnavailableException("no node of the cluster has the slot " + slot);
                    }
                    return owner;
                });
    }

    /** A node said so in so many words. */
    void moved(int slot, RedisNode owner) {
        synchronized (this) {
            if (owner.equals(map.owner(slot))) {
                return;
            }
            map = map.moved(slot, owner);
        }
        tell();
    }

    /** Whether it was believed. */
    boolean learned(SlotMap seen) {
        boolean changed;
        synchronized (this) {
            boolean outdated =
                    seen.epoch() < map.epoch() && ++disbelieved <= candidates().size();
            if (outdated) {
                return false;
            }
            disbelieved = 0;
            changed = !seen.sameAs(map);
            map = seen;
        }
        known.complete(null);
        if (changed) {
            tell();
        }
        return true;
    }

    private void tell() {
        SlotMap now = map;
        followers.forEach(follower -> follower.accept(now));
    }

    private Dialer.Connection dial(Attempt attempt) {
        List<RedisNode> all = candidates();
        RedisNode node = all.get(Math.floorMod(dials.getAndIncrement(), all.size()));
        RedisClusterView view = new RedisClusterView(node, attempt, this, config, timer);
        open.apply(node).subscribe().with(view::connected, view::failed);
        return view;
    }

    private List<RedisNode> candidates() {
        Set<RedisNode> all = new LinkedHashSet<>(map.primaries());
        RedisAddress.urls(config).forEach(url -> all.add(RedisNode.at(url)));
        return List.copyOf(all);
    }
}
