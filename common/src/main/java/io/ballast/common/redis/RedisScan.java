// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A walk over the keys of one server. It may meet a key twice, and one that is written meanwhile or not. */
final class RedisScan {

    private static final String BEGIN = "0";
    private static final String AT_ONCE = "2000";

    private final RedisCommandLink link;
    private final String pattern;
    private final String type;
    private volatile String cursor = BEGIN;

    private RedisScan(RedisCommandLink link, String pattern, String type) {
        this.link = link;
        this.pattern = pattern;
        this.type = type;
    }

    static Uni<List<String>> of(RedisCommandLink link, String pattern, String type) {
        return Uni.createFrom().deferred(() -> new RedisScan(link, pattern, type).walk());
    }

    /** What those walks found that came to their end; fails if none did. */
    static Uni<List<String>> whatCanBeHad(List<Uni<List<String>>> walks) {
        List<Uni<Optional<List<String>>>> each = walks.stream()
                .map(walk -> walk.map(Optional::of).onFailure().recoverWithItem(Optional.empty()))
                .toList();
        if (each.isEmpty()) {
            return Uni.createFrom().failure(new RedisUnavailableException("no node of the cluster is known"));
        }
        return Uni.join().all(each).andFailFast().map(found -> {
            List<List<String>> some = found.stream().flatMap(Optional::stream).toList();
            if (some.isEmpty()) {
                throw new RedisUnavailableException("no node of the cluster tells its keys");
            }
            return some.stream().flatMap(List::stream).distinct().toList();
        });
    }

    private Uni<List<String>> walk() {
        return Multi.createBy()
                .repeating()
                .uni(this::step)
                .whilst(found -> !cursor.equals(BEGIN))
                .onItem()
                .disjoint()
                .collect()
                .asList()
                .map(found -> found.stream().map(String::valueOf).distinct().toList());
    }

    private Uni<List<String>> step() {
        return link.send(Request.cmd(Command.SCAN)
                        .arg(cursor)
                        .arg("MATCH")
                        .arg(pattern)
                        .arg("COUNT")
                        .arg(AT_ONCE)
                        .arg("TYPE")
                        .arg(type))
                .invoke(reply -> cursor = reply.get(0).toString())
                .map(reply -> StreamSupport.stream(reply.get(1).spliterator(), false)
                        .map(Response::toString)
                        .toList());
    }
}
