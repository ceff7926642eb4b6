// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Dialer;
import io.ballast.common.redis.cluster.RedisNode;
import io.ballast.common.redis.cluster.SlotMap;
import io.ballast.common.time.Timer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One attempt of a {@link RedisClusterWatch}: the cluster as one node sees it, for as long as the connection lasts. */
final class RedisClusterView implements Dialer.Connection {

    private static final Pattern EPOCH = Pattern.compile("cluster_current_epoch:(\\d+)");
    private static final String WORKS = "cluster_state:ok";

    /** A node that sees the cluster down for so many questions may be the one that is cut off. */
    private static final int PATIENCE = 10;

    private final RedisNode node;
    private final Attempt attempt;
    private final RedisClusterWatch watch;
    private final RedisConfig config;
    private final Timer timer;
    private volatile @Nullable RedisConnection connection;
    private volatile boolean closed;
    private volatile int seenDown;

    RedisClusterView(RedisNode node, Attempt attempt, RedisClusterWatch watch, RedisConfig config, Timer timer) {
        this.node = node;
        this.attempt = attempt;
        this.watch = watch;
        this.config = config;
        this.timer = timer;
    }

    void connected(RedisConnection made) {
        connection = made;
        if (closed) {
            close();
            return;
        }
        made.exceptionHandler(this::failed);
        made.endHandler(() -> attempt.down("the connection was closed"));
        ask(made);
    }

    void failed(Throwable failure) {
        attempt.down(String.valueOf(failure.getMessage()));
    }

    private void ask(RedisConnection made) {
        if (closed) {
            return;
        }
        made.batch(List.of(
                        Request.cmd(Command.CLUSTER).arg("INFO"),
                        Request.cmd(Command.CLUSTER).arg("SLOTS")))
                .ifNoItem()
                .after(config.commandTimeout())
                .failWith(() -> new RedisUnavailableException("no reply to a question about the cluster"))
                .subscribe()
                .with(replies -> answered(made, replies), this::failed);
    }

    private void answered(RedisConnection made, List<Response> replies) {
        String info = replies.get(0).toString();
        Matcher epoch = EPOCH.matcher(info);
        seenDown = info.contains(WORKS) ? 0 : seenDown + 1;
        if (!watch.learned(SlotMap.of(replies.get(1), epoch.find() ? Long.parseLong(epoch.group(1)) : 0, node))) {
            attempt.down("knows less than another node did");
        } else if (seenDown > PATIENCE) {
            attempt.down("sees the cluster down");
        } else {
            attempt.up();
            attempt.activity();
            timer.after(config.pingInterval(), () -> ask(made));
        }
    }

    @Override
    public void close() {
        closed = true;
        RedisConnection open = connection;
        if (open != null) {
            open.closeAndForget();
        }
    }
}
