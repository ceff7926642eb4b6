// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Dialer;
import io.ballast.common.time.Timer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a {@link RedisSubscription}. The client may take a message for the reply to a ping and hand the reply to
 * the handler instead: so both come to one place, which goes by what they are; anything heard is the sign of life.
 */
final class RedisSubscriber implements Dialer.Connection {

    private final Attempt attempt;
    private final Set<String> awaited;
    private final Set<String> channels;
    private final Duration pingInterval;
    private final Timer timer;
    private final RedisSubscription.Listener listener;
    private @Nullable RedisConnection connection;
    private boolean closed;

    RedisSubscriber(
            Attempt attempt,
            Set<String> channels,
            Duration pingInterval,
            Timer timer,
            RedisSubscription.Listener listener) {
        this.attempt = attempt;
        this.channels = channels;
        this.awaited = new HashSet<>(channels);
        this.pingInterval = pingInterval;
        this.timer = timer;
        this.listener = listener;
    }

    void connected(RedisConnection made) {
        if (!adopt(made)) {
            made.closeAndForget();
            return;
        }
        made.exceptionHandler(this::failed);
        made.endHandler(() -> attempt.down("the connection was closed"));
        made.handler(this::heard);
        Request subscribe = Request.cmd(Command.SUBSCRIBE);
        channels.forEach(subscribe::arg);
        made.send(subscribe).subscribe().with(written -> ping(made), this::failed);
    }

    void failed(Throwable failure) {
        attempt.down(String.valueOf(failure.getMessage()));
    }

    private void ping(RedisConnection made) {
        if (ifOpen(() -> {})) {
            made.send(Request.cmd(Command.PING)).subscribe().with(this::heard, this::failed);
            timer.after(pingInterval, () -> ping(made));
        }
    }

    private void heard(Response reply) {
        attempt.activity();
        ResponseType type = reply.type();
        if (type == ResponseType.ERROR) {
            attempt.down(reply.toString());
        } else if ((type == ResponseType.PUSH || type == ResponseType.MULTI) && reply.size() == 3) {
            switch (reply.get(0).toString()) {
                case "subscribe" -> confirmed(reply.get(1).toString());
                case "message" -> deliver(reply.get(1).toString(), reply.get(2).toString());
                default -> {} // nothing else was asked for
            }
        }
    }

    private void confirmed(String channel) {
        boolean complete = awaited.remove(channel) && awaited.isEmpty();
        if (complete && ifOpen(listener::joined)) {
            attempt.up();
        }
    }

    private void deliver(String channel, String payload) {
        if (awaited.isEmpty()) {
            ifOpen(() -> listener.message(channel, payload));
        }
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
            open.closeAndForget();
        }
    }
}
