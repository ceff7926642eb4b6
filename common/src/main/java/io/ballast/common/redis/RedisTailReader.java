// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Dialer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One attempt of a {@link RedisTail}: finds the stream's end, then reads on from there for as long as it lasts. */
final class RedisTailReader implements Dialer.Connection {

    private static final String BATCH = "1000";

    private final Attempt attempt;
    private final String streamKey;
    private final String block;
    private final RedisTail.Listener listener;
    private @Nullable RedisConnection connection;
    private boolean closed;
    private String last = "0-0";

    RedisTailReader(Attempt attempt, String streamKey, Duration block, RedisTail.Listener listener) {
        this.attempt = attempt;
        this.streamKey = streamKey;
        this.block = Long.toString(Math.max(1, block.toMillis()));
        this.listener = listener;
    }

    void connected(RedisConnection made) {
        if (!adopt(made)) {
            closeQuietly(made);
            return;
        }
        made.exceptionHandler(failure -> failed(failure));
        made.endHandler(() -> attempt.down("connection closed"));
        made.send(Request.cmd(Command.XREVRANGE)
                        .arg(streamKey)
                        .arg("+")
                        .arg("-")
                        .arg("COUNT")
                        .arg("1"))
                .subscribe()
                .with(newest -> join(made, newest), this::failed);
    }

    void failed(Throwable failure) {
        attempt.down(String.valueOf(failure.getMessage()));
    }

    private void join(RedisConnection from, Response newest) {
        if (newest.size() > 0) {
            last = newest.get(0).get(0).toString();
        }
        if (ifOpen(listener::joined)) {
            attempt.up();
            read(from);
        }
    }

    private void read(RedisConnection from) {
        from.send(Request.cmd(Command.XREAD)
                        .arg("COUNT")
                        .arg(BATCH)
                        .arg("BLOCK")
                        .arg(block)
                        .arg("STREAMS")
                        .arg(streamKey)
                        .arg(last))
                .subscribe()
                .with(reply -> heard(from, reply), this::failed);
    }

    private void heard(RedisConnection from, @Nullable Response reply) {
        attempt.activity();
        try {
            if (reply != null) {
                deliver(reply.isMap() ? reply.get(streamKey) : reply.get(0).get(1)); // RESP3 or RESP2
            }
        } catch (RuntimeException e) {
            failed(e); // an entry was not delivered: begin anew, which the listener is told
            return;
        }
        if (ifOpen(() -> {})) {
            read(from);
        }
    }

    private void deliver(Response entries) {
        for (Response entry : entries) {
            last = entry.get(0).toString();
            Map<String, String> fields = fields(entry.get(1));
            ifOpen(() -> listener.entry(fields));
        }
    }

    private static Map<String, String> fields(Response pairs) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            fields.put(pairs.get(i).toString(), pairs.get(i + 1).toString());
        }
        return fields;
    }

    private synchronized boolean adopt(RedisConnection made) {
        if (!closed) {
            connection = made;
        }
        return !closed;
    }

    /** Under the lock, so that nothing is told after {@link #close} has returned. */
    private synchronized boolean ifOpen(Runnable action) {
        if (!closed) {
            action.run();
        }
        return !closed;
    }

    @Override
    public void close() {
        RedisConnection open;
        synchronized (this) {
            closed = true;
            open = connection;
            connection = null;
        }
        if (open != null) {
            closeQuietly(open);
        }
    }

    private static void closeQuietly(RedisConnection open) {
        open.close().subscribe().with(done -> {}, failure -> {});
    }
}
