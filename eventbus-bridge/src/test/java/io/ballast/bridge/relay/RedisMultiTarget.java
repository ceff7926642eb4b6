// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import static io.ballast.bridge.relay.RedisEnd.request;

import io.ballast.bridge.delivery.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;

/**
 * The other way to commit, to measure against: WATCH and MULTI, the watch of the next commit sent with this one. Not for
 * use: one command of a transaction that fails leaves the others done.
 */
final class RedisMultiTarget implements RelayTarget {

    private final Lane lane;
    private final RedisConnection connection;

    RedisMultiTarget(Lane lane, RedisConnection connection) {
        this.lane = lane;
        this.connection = connection;
    }

    @Override
    public Uni<Outcome> claim(long epoch) {
        return connection
                .batch(List.of(
                        request(Command.HSET, lane.positionKey(), "epoch", Long.toString(epoch)),
                        request(Command.WATCH, lane.positionKey()),
                        request(Command.HMGET, lane.positionKey(), "epoch", "position")))
                .map(replies -> new Outcome.At(
                        replies.get(2).get(1) == null
                                ? ""
                                : replies.get(2).get(1).toString()));
    }

    @Override
    public Uni<Outcome> commit(long epoch, Commit commit) {
        List<Request> all = new ArrayList<>();
        all.add(request(Command.MULTI));
        for (List<byte[]> entry : commit.entries()) {
            io.vertx.redis.client.Request add = io.vertx.redis.client.Request.cmd(Command.XADD)
                    .arg(lane.targetKey())
                    .arg("*");
            entry.forEach(add::arg);
            all.add(Request.newInstance(add));
        }
        all.add(request(
                Command.XADD,
                lane.ledgerKey(),
                "*",
                "from",
                commit.from().text(),
                "to",
                commit.next().text(),
                "hashes",
                commit.hashes()));
        all.add(request(
                Command.HSET, lane.positionKey(), "position", commit.next().text()));
        all.add(request(Command.EXEC));
        all.add(request(Command.WATCH, lane.positionKey()));
        all.add(request(Command.HMGET, lane.positionKey(), "epoch", "position"));
        return connection.batch(all).map(replies -> {
            if (replies.get(replies.size() - 3) == null) {
                return new Outcome.Elsewhere("");
            }
            return new Outcome.At(commit.next().text());
        });
    }

    @Override
    public Uni<Boolean> carried(Position at, String hash) {
        return Uni.createFrom().item(false);
    }

    @Override
    public Uni<Void> probe() {
        return Uni.createFrom().voidItem();
    }
}
