// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.redis.RedisLinks;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.RealTime;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A real Redis and connections to it, with the machine's clock. */
final class RedisFleet implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final EmbeddedRedis server = EmbeddedRedis.start();
    private final List<ControlPlane> planes = new ArrayList<>();
    private final List<Instance> instances = new ArrayList<>();

    private final String url;

    RedisFleet() {
        this.url = server.url();
    }

    /** @param cluster the addresses of its nodes */
    RedisFleet(String cluster) {
        this.url = cluster;
    }

    EmbeddedRedis server() {
        return server;
    }

    ControlPlane plane() {
        ControlPlane plane = new RedisControlPlane(
                Redis.createClient(vertx, server.url()),
                RedisLinks.servers(url, vertx, new RealTime(vertx.getDelegate())),
                new Settings(1000),
                new RedisControlJson(Instance.JSON),
                clock(),
                timer(),
                new SimpleMeterRegistry());
        planes.add(plane);
        return plane;
    }

    Instance instance(String service, String id) {
        Instance instance = new Instance(service, id, plane(), clock(), timer(), 1000);
        instances.add(instance);
        return instance.begin();
    }

    /** The server takes commands but answers none of them for so long. */
    void freeze(Duration duration) {
        Redis other = Redis.createClient(vertx, server.url());
        other.send(Request.cmd(Command.CLIENT).arg("PAUSE").arg(duration.toMillis()))
                .await()
                .atMost(Duration.ofSeconds(5));
        other.close();
    }

    private Timer timer() {
        return (delay, task) -> {
            long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
            return () -> vertx.cancelTimer(id);
        };
    }

    static TimeSource clock() {
        return new TimeSource() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }

    @Override
    public void close() {
        instances.forEach(Instance::stop);
        planes.forEach(ControlPlane::close);
        server.close();
        vertx.closeAndAwait();
    }
}
