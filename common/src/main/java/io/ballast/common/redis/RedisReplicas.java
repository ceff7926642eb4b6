// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.redis.cluster.RedisNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Supervised links to replicas, for reads that may be a little old. One that is cut off from its primary is down, so
 * that what it answers is never older than a few seconds.
 */
final class RedisReplicas {

    private final Function<RedisNode, RedisCommandLink> make;
    private final Consumer<RedisCommandLink> left;
    private final Map<RedisNode, RedisCommandLink> links = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closed;

    /** @param left told of a link that is closed because there is no such replica any more */
    RedisReplicas(Function<RedisNode, RedisCommandLink> make, Consumer<RedisCommandLink> left) {
        this.make = make;
        this.left = left;
    }

    /** These are all replicas there are. */
    void are(Collection<RedisNode> replicas) {
        for (RedisNode replica : replicas) {
            RedisCommandLink link = links.computeIfAbsent(replica, make);
            if (closed) {
                link.close();
            } else {
                link.start();
            }
        }
        links.forEach((node, link) -> {
            if (!replicas.contains(node) && links.remove(node, link)) {
                link.close();
                left.accept(link);
            }
        });
    }

    /** Asks one of those that are up, and {@code primary} where none is or it fails. */
    Uni<Response> read(Request request, List<RedisNode> replicas, Supplier<Uni<Response>> primary) {
        return Uni.createFrom().deferred(() -> {
            List<RedisCommandLink> up = new ArrayList<>();
            for (RedisNode replica : replicas) {
                RedisCommandLink link = links.get(replica);
                if (link != null && link.up()) {
                    up.add(link);
                }
            }
            return up.isEmpty()
                    ? primary.get()
                    : up.get(Math.floorMod(turn.getAndIncrement(), up.size()))
                            .send(request)
                            .onFailure()
                            .recoverWithUni(failure -> primary.get());
        });
    }

    void close() {
        closed = true;
        links.values().forEach(RedisCommandLink::close);
    }
}
