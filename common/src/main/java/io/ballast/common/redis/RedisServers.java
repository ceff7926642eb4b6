// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.LinkMeters;
import io.ballast.common.redis.cluster.RedisNode;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The servers of {@code ballast.redis}, whatever the topology: connections and commands find the one that has their key.
 * The clients given are those of the configuration; a cluster's nodes get clients made after them.
 */
@ApplicationScoped
public class RedisServers {

    private static final String DEFAULT_CLIENT = "<default>";

    private final RedisConfig config;
    private final RedisClientOptions options;
    private final Vertx vertx;
    private final TimeSource time;
    private final Timer timer;
    private final MeterRegistry meters;
    private final @Nullable RedisClusterWatch watch;
    private final Map<String, Redis> clients = new ConcurrentHashMap<>();

    RedisServers(
            RedisConfig config,
            RedisClientOptions options,
            Vertx vertx,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        this.config = config;
        this.options = options;
        this.vertx = vertx;
        this.time = time;
        this.timer = timer;
        this.meters = meters;
        this.watch = config.topology() == RedisTopology.CLUSTER
                ? new RedisClusterWatch(config, node -> open(DEFAULT_CLIENT, node), time, timer, meters)
                : null;
    }

    @PreDestroy
    void close() {
        if (watch != null) {
            watch.close();
        }
        clients.values().forEach(Redis::close);
    }

    /** Dedicated connections over a client, which is known to the configuration by that name. */
    public RedisConnector connector(String name, Redis client) {
        RedisClusterWatch cluster = watch;
        if (cluster == null) {
            return key -> RedisDedicated.open(client, config.url());
        }
        return key -> {
            cluster.start();
            return cluster.ownerOf(key).chain(node -> open(name, node));
        };
    }

    /** Commands over a client's pool, or over links {@code name-<node>} to a cluster's nodes. */
    public RedisCommands commands(String name, Redis client) {
        if (watch == null && (config.topology() != RedisTopology.SENTINEL || !config.replicaReads())) {
            return new Pooled(client, null);
        }
        RedisRoute route = watch == null
                ? ofOne(name + "-reads", name, client, () -> {}, link -> {})
                : cluster(watch, name, name, () -> {}, link -> {});
        route.start();
        return watch == null ? new Pooled(client, route) : new Routed(route);
    }

    /**
     * The way of the gateway's commands.
     *
     * @param cameUp told when a link is up
     * @param answered told after each answered probe
     */
    RedisRoute route(Redis client, Runnable cameUp, Consumer<RedisCommandLink> answered) {
        return watch == null
                ? ofOne("redis", DEFAULT_CLIENT, client, cameUp, answered)
                : cluster(watch, "redis", DEFAULT_CLIENT, cameUp, answered);
    }

    private RedisRoute ofOne(
            String name, String known, Redis client, Runnable cameUp, Consumer<RedisCommandLink> answered) {
        RedisCommandLink primary = link(
                new RedisPeer(
                        name,
                        () -> RedisDedicated.open(client, config.url()),
                        RedisDedicated::probe,
                        () -> RedisDedicated.PROBE_KEY),
                cameUp,
                answered);
        if (config.topology() != RedisTopology.SENTINEL || !config.replicaReads()) {
            return primary;
        }
        List<Supplier<Redis>> sentinels = RedisAddress.urls(config).stream()
                .<Supplier<Redis>>map(url -> () -> clientOf(known, url))
                .toList();
        return new RedisSentinelRoute(primary, replicas(name, known, false), sentinels, config, timer);
    }

    boolean clustered() {
        return watch != null;
    }

    private RedisClusterRoute cluster(
            RedisClusterWatch cluster,
            String name,
            String client,
            Runnable cameUp,
            Consumer<RedisCommandLink> answered) {
        Function<RedisNode, RedisClusterMember> members = node -> {
            RedisPeer peer = new RedisPeer(
                    name + "-" + node,
                    () -> open(client, node),
                    RedisDedicated::probe,
                    () -> RedisKeys.inSlot(
                            RedisDedicated.PROBE_KEY, cluster.map().slotOf(node)));
            RedisCommandLink link = link(peer, cameUp, answered);
            return new RedisClusterMember(node, link, () -> forget(link));
        };
        RedisReplicas replicas = config.replicaReads() ? replicas(name, client, true) : null;
        return new RedisClusterRoute(cluster, members, replicas, config, time, timer);
    }

    /** @param readOnly whether a replica must be told that it may answer */
    private RedisReplicas replicas(String name, String client, boolean readOnly) {
        return new RedisReplicas(
                node -> link(
                        new RedisPeer(
                                name + "-replica-" + node,
                                () -> open(client, node)
                                        .call(made -> readOnly
                                                ? made.send(Request.cmd(Command.READONLY))
                                                : Uni.createFrom().voidItem())
                                        .call(RedisDedicated::probeReplica),
                                RedisDedicated::probeReplica,
                                () -> RedisDedicated.PROBE_KEY),
                        () -> {},
                        answered -> {}),
                this::forget);
    }

    private RedisCommandLink link(RedisPeer peer, Runnable cameUp, Consumer<RedisCommandLink> answered) {
        return new RedisCommandLink(peer, config, time, timer, meters, cameUp, answered);
    }

    private void forget(RedisCommandLink link) {
        LinkMeters.forget(link.supervisor(), meters);
    }

    private Uni<RedisConnection> open(String name, RedisNode node) {
        String url = node.url(RedisAddress.urls(config).getFirst());
        return RedisDedicated.open(clientOf(name, url), url);
    }

    private Redis clientOf(String name, String url) {
        return clients.computeIfAbsent(name + " " + url, key -> Redis.createClient(vertx, options.ofServer(name, url)));
    }

    /** @param route the way of reads that may be old; null where that is the same */
    private record Pooled(Redis client, @Nullable RedisRoute route) implements RedisCommands {

        @Override
        public Uni<Response> send(Request request) {
            return client.send(request);
        }

        @Override
        public Uni<Response> stale(Request request) {
            return route == null ? client.send(request) : route.stale(request);
        }

        @Override
        public Uni<List<Response>> batch(List<Request> requests) {
            return client.batch(requests);
        }

        @Override
        public void close() {
            if (route != null) {
                route.close();
            }
        }
    }

    private record Routed(RedisRoute route) implements RedisCommands {

        @Override
        public Uni<Response> send(Request request) {
            return route.send(request);
        }

        @Override
        public Uni<Response> stale(Request request) {
            return route.stale(request);
        }

        @Override
        public Uni<List<Response>> batch(List<Request> requests) {
            return route.batch(requests);
        }

        @Override
        public void close() {
            route.close();
        }
    }
}
