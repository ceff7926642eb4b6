// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.redis.cluster.RedisNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;

/** A node of a cluster as commands meet it: its link, and whether the last command found it able to serve. */
final class RedisClusterMember {

    /** How the client begins what it says of the second command of a batch. */
    private static final String SECOND = "ERR [1] ";

    private final RedisNode node;
    private final RedisCommandLink link;
    private final Runnable left;
    private volatile boolean ailing;

    /** @param left told when the node is in the cluster no more */
    RedisClusterMember(RedisNode node, RedisCommandLink link, Runnable left) {
        this.node = node;
        this.link = link;
        this.left = left;
    }

    RedisNode node() {
        return node;
    }

    RedisCommandLink link() {
        return link;
    }

    boolean works() {
        return link.up() && !ailing;
    }

    void leave() {
        link.close();
        left.run();
    }

    Uni<Response> send(Request request) {
        return judged(link.send(request));
    }

    /** For a key that is on its way to this node, which would deny it otherwise. */
    Uni<Response> asking(Request request) {
        return judged(link.batch(List.of(Request.cmd(Command.ASKING), request))
                .map(replies -> replies.get(1))
                .onFailure(ErrorType.class)
                .transform(RedisClusterMember::ofTheRequest));
    }

    private static Throwable ofTheRequest(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith(SECOND) ? ErrorType.create(message.substring(SECOND.length())) : failure;
    }

    private Uni<Response> judged(Uni<Response> call) {
        return call.onItem()
                .invoke(() -> ailing = false)
                .onFailure()
                .invoke(failure -> ailing = RedisErrors.ofTheServer(failure));
    }
}
