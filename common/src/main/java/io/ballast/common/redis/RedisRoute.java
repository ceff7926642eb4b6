// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.LinkStats;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;

/** The way of commands to the server that is to have them, each with a time limit. */
sealed interface RedisRoute permits RedisCommandLink, RedisSentinelRoute, RedisClusterRoute {

    void start();

    /** Ends it for good. */
    void close();

    /** Whether a command has a chance. */
    boolean up();

    /** Up only if every command has a chance. */
    LinkStats stats();

    Uni<Response> send(Request request);

    /** A read whose answer may be a few seconds old, by a replica where one is up and may be asked. */
    Uni<Response> stale(Request request);

    /** In order where they are for the same key; fails if any does, once all have ended. */
    Uni<List<Response>> batch(List<Request> requests);

    /** Asks for a sign of life. */
    Uni<Void> probe();

    /** Asks for a harmless write. */
    Uni<Void> probeWrites();

    /** One link to each primary known: between them they have all keys. */
    List<RedisCommandLink> primaries();
}
