// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.common.redis.RedisDedicated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A Redis that routes read from or write to, by its configured name. Its address is never shown. */
final class RedisEnd {

    static final String DEFAULT = "default";

    private final String name;
    private final String url;
    private final Redis client;
    private final Duration limit;
    private final AtomicReference<@Nullable RedisConnection> shared = new AtomicReference<>();

    RedisEnd(String name, String url, Redis client, Duration limit) {
        this.name = name;
        this.url = url;
        this.client = client;
        this.limit = limit;
    }

    String name() {
        return name;
    }

    String url() {
        return url;
    }

    Redis client() {
        return client;
    }

    /** A connection with one owner. */
    Uni<RedisConnection> open() {
        return limited(RedisDedicated.open(client, url), limit.multipliedBy(2));
    }

    /**
     * Questions now and then, over one connection for all of them, which is given up with the first failure that is no
     * error reply.
     */
    Uni<List<Response>> ask(List<Request> requests) {
        return Uni.createFrom().deferred(() -> {
            RedisConnection standing = shared.getAndSet(null);
            Uni<RedisConnection> connection =
                    standing == null ? open() : Uni.createFrom().item(standing);
            return connection.chain(open -> limited(open.batch(requests), limit)
                    .onItem()
                    .invoke(() -> keep(open))
                    .onFailure()
                    .invoke(open::closeAndForget));
        });
    }

    /** A sign of life. */
    Uni<Void> probe() {
        return ask(List.of(request(Command.ECHO, "ballast"))).replaceWithVoid();
    }

    private void keep(RedisConnection open) {
        if (!shared.compareAndSet(null, open)) {
            open.closeAndForget();
        }
    }

    void close() {
        client.close();
    }

    /** Fails rather than waits longer; what comes later is ignored. */
    static <T> Uni<T> limited(Uni<T> call, Duration limit) {
        return call.ifNoItem()
                .after(limit)
                .failWith(() -> new IllegalStateException("no reply within " + limit.toMillis() + " ms"));
    }

    static Request request(Command command, String... arguments) {
        io.vertx.redis.client.Request request = io.vertx.redis.client.Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        return Request.newInstance(request);
    }
}
