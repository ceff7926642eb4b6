// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.events.Event;
import io.ballast.common.link.Attempt;
import io.ballast.common.link.Dialer;
import io.ballast.common.time.Timer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Follows the stream of circuit events for as long as its attempt lasts. Looks again and again instead of blocking: a
 * connection is never held, and each look has a time limit and so finds a server that stopped answering.
 */
final class RedisControlTail implements Dialer.Connection {

    private static final String PAGE = "200";

    private final Attempt attempt;
    private final RedisControlLink link;
    private final String stream;
    private final Duration interval;
    private final Timer timer;
    private volatile boolean closed;
    private volatile String position = "0-0";

    RedisControlTail(Attempt attempt, RedisControlLink link, String stream, Duration interval, Timer timer) {
        this.attempt = attempt;
        this.link = link;
        this.stream = stream;
        this.interval = interval;
        this.timer = timer;
    }

    /** Up once it is known where to look from. */
    void begin() {
        link.dialling(Command.XREVRANGE, stream, "+", "-", "COUNT", "1")
                .subscribe()
                .with(this::found, this::failed);
    }

    private void found(@Nullable Response newest) {
        position = RedisControlEntries.last(newest, position);
        attempt.up();
        timer.after(interval, this::look);
    }

    private void look() {
        if (!closed) {
            link.dialling(Command.XRANGE, stream, "(" + position, "+", "COUNT", PAGE)
                    .subscribe()
                    .with(this::heard, this::failed);
        }
    }

    private void heard(@Nullable Response entries) {
        if (closed) {
            return;
        }
        attempt.activity();
        position = RedisControlEntries.last(entries, position);
        RedisControlEntries.of(entries).stream()
                .map(ControlPlane.Recorded::event)
                .filter(event -> event.type().equals("circuit.override"))
                .map(Event::subject)
                .distinct()
                .forEach(link::announced);
        timer.after(interval, this::look);
    }

    private void failed(Throwable cause) {
        attempt.down(String.valueOf(cause.getMessage()));
    }

    @Override
    public void close() {
        closed = true;
    }
}
