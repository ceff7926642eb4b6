// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.redis;

import io.ballast.bridge.delivery.StreamPage;
import io.ballast.bridge.route.RouteId;
import io.ballast.common.redis.RedisGateway;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Puts entries that cannot be carried into {@code ballast:stream:dlq:<route>}: {@code cause}, {@code attempts}, {@code
 * topic} and {@code original_id}, then the entry's own fields, each under {@code event.<name>}. While Redis is away they
 * wait, in a bounded buffer; an append whose outcome is unknown is made again.
 */
@ApplicationScoped
class RedisDeadLetters {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final RedisGateway redis;
    private final Timer timer;
    private final MeterRegistry meters;
    private final StreamConfig config;
    private final Deque<Request> waiting = new ArrayDeque<>();
    private boolean busy;

    RedisDeadLetters(RedisGateway redis, Timer timer, MeterRegistry meters, StreamConfig config) {
        this.redis = redis;
        this.timer = timer;
        this.meters = meters;
        this.config = config;
    }

    synchronized void add(RouteId route, StreamPage.Entry entry, String cause) {
        if (waiting.size() >= config.deadLetterBuffer()) {
            meters.counter("ballast_events_dropped", "topic", "dlq", "reason", "buffer_full")
                    .increment();
            return;
        }
        Request append = RedisStreamQueries.request(
                Command.XADD,
                "ballast:stream:dlq:" + route,
                "*",
                "cause",
                cause,
                "attempts",
                "1",
                "topic",
                entry.topic().topicName(),
                "original_id",
                entry.position().toString());
        entry.fields().forEach((name, value) -> append.arg("event." + name).arg(value));
        waiting.addLast(append);
        send();
    }

    private synchronized void send() {
        Request next = waiting.peekFirst();
        if (!busy && next != null) {
            busy = true;
            redis.batch(List.of(next))
                    .subscribe()
                    .with(done -> sent(), failure -> timer.after(RETRY_AFTER, this::again));
        }
    }

    private synchronized void sent() {
        waiting.removeFirst();
        again();
    }

    private synchronized void again() {
        busy = false;
        send();
    }
}
