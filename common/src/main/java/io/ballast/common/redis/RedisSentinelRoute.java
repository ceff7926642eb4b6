// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.LinkStats;
import io.ballast.common.redis.cluster.RedisNode;
import io.ballast.common.time.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Commands to the primary that the sentinels name, and reads that may be a little old to the replicas that they name. */
final class RedisSentinelRoute implements RedisRoute {

    private final RedisCommandLink primary;
    private final RedisReplicas replicas;
    private final List<Supplier<Redis>> sentinels;
    private final RedisConfig config;
    private final Timer timer;
    private volatile List<RedisNode> known = List.of();
    private volatile int asked;
    private volatile boolean closed;

    /** @param sentinels a client of each */
    RedisSentinelRoute(
            RedisCommandLink primary,
            RedisReplicas replicas,
            List<Supplier<Redis>> sentinels,
            RedisConfig config,
            Timer timer) {
        this.primary = primary;
        this.replicas = replicas;
        this.sentinels = sentinels;
        this.config = config;
        this.timer = timer;
    }

    @Override
    public void start() {
        primary.start();
        ask();
    }

    /** Again and again, and another one when one does not answer. */
    private void ask() {
        if (closed) {
            return;
        }
        Uni.createFrom()
                .deferred(() -> sentinels
                        .get(asked % sentinels.size())
                        .get()
                        .send(Request.cmd(Command.SENTINEL).arg("replicas").arg(config.masterName())))
                .ifNoItem()
                .after(config.commandTimeout())
                .fail()
                .onTermination()
                .invoke(() -> timer.after(config.pingInterval(), this::ask))
                .subscribe()
                .with(this::told, failure -> asked = (asked + 1) % sentinels.size());
    }

    private void told(Response answer) {
        List<RedisNode> serving = new ArrayList<>();
        for (Response each : answer) {
            Map<String, String> fields = fields(each);
            if (fields.getOrDefault("flags", "").equals("slave")) { // and neither down nor disconnected
                serving.add(new RedisNode(
                        fields.getOrDefault("ip", ""), Integer.parseInt(fields.getOrDefault("port", "0"))));
            }
        }
        known = List.copyOf(serving);
        replicas.are(known);
    }

    private static Map<String, String> fields(Response each) {
        Map<String, String> fields = new HashMap<>();
        if (each.isMap()) {
            each.getKeys().forEach(name -> fields.put(name, String.valueOf(each.get(name))));
        } else {
            for (int i = 0; i + 1 < each.size(); i += 2) {
                fields.put(each.get(i).toString(), String.valueOf(each.get(i + 1)));
            }
        }
        return fields;
    }

    @Override
    public void close() {
        closed = true;
        primary.close();
        replicas.close();
    }

    @Override
    public boolean up() {
        return primary.up();
    }

    @Override
    public LinkStats stats() {
        return primary.stats();
    }

    @Override
    public Uni<Response> send(Request request) {
        return primary.send(request);
    }

    @Override
    public Uni<Response> stale(Request request) {
        return replicas.read(request, known, () -> primary.send(request));
    }

    @Override
    public Uni<List<Response>> batch(List<Request> requests) {
        return primary.batch(requests);
    }

    @Override
    public Uni<Void> probe() {
        return primary.probe();
    }

    @Override
    public Uni<Void> probeWrites() {
        return primary.probeWrites();
    }

    @Override
    public List<RedisCommandLink> primaries() {
        return primary.primaries();
    }
}
