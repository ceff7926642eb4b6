// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import java.net.URI;

/**
 * Connections with one owner. The client lends connections out of a pool and takes them back on {@code close()}, even
 * when the peer is frozen and replies are outstanding; such a connection would be lent again. One that has seen a
 * {@code SELECT} is not taken back but closed for good, and what waits on it fails at once: so that is sent first.
 */
public final class RedisDedicated {

    /** Written by {@link #probeWrites}. */
    static final String PROBE_KEY = "ballast:probe";

    private static final String KEPT_MS = "10000";

    private RedisDedicated() {}

    /**
     * A connection that serves (while the server still loads its data it only connects), and that really closes when it
     * is closed.
     *
     * @param url the addresses that {@code redis} was made with; the path of the first names the database
     */
    public static Uni<RedisConnection> open(Redis redis, String url) {
        return redis.connect().call(connection -> answered(
                        connection, Request.cmd(Command.SELECT).arg(database(url)))
                .chain(() -> probe(connection))
                .onFailure()
                .call(connection::close));
    }

    /**
     * Asks the peer for a sign of life. Not {@code PING}: the client counts it among the pub/sub commands and does not
     * wait for its reply.
     */
    public static Uni<Void> probe(RedisConnection connection) {
        return answered(connection, Request.cmd(Command.ECHO).arg("ballast"));
    }

    /** Asks a replica whether it hears its primary; one that does not, or may not say so, fails. */
    static Uni<Void> probeReplica(RedisConnection connection) {
        return connection
                .send(Request.cmd(Command.INFO).arg("replication"))
                .map(String::valueOf)
                .invoke(info -> {
                    if (!info.contains("master_link_status:up")) {
                        throw new RedisUnavailableException("the replica does not hear its primary");
                    }
                })
                .replaceWithVoid();
    }

    /** As {@link #probe}, and asks for a harmless write. */
    static Uni<Void> probeWrites(RedisConnection connection, String key) {
        return probe(connection)
                .chain(() -> answered(
                        connection,
                        Request.cmd(Command.SET).arg(key).arg("1").arg("PX").arg(KEPT_MS)));
    }

    /** Also when the answer is that this user may not: a server that says so serves. */
    private static Uni<Void> answered(RedisConnection connection, Request request) {
        return connection
                .send(request)
                .onFailure(RedisErrors::isForbidden)
                .recoverWithNull()
                .replaceWithVoid();
    }

    static String database(String url) {
        String path = URI.create(url.split(",", 2)[0].trim()).getPath();
        return path == null || path.length() < 2 ? "0" : path.substring(1);
    }
}
