// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Backoff;
import io.ballast.common.link.Dialer;
import io.ballast.common.link.LinkMeters;
import io.ballast.common.link.LinkSettings;
import io.ballast.common.link.LinkState;
import io.ballast.common.link.Supervisor;
import io.ballast.common.redis.RedisCommands;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The control plane's supervised connection. It looks for new announcements all the time it is up, which also shows
 * that the server answers. Where to look from is known before it reports up, so nothing after that is missed.
 */
final class RedisControlLink {

    private final RedisCommands redis;
    private final String stream;
    private final ControlConfig config;
    private final Timer timer;
    private final Supervisor link;
    private volatile ControlPlane.@Nullable Follower follower;
    private volatile boolean up;

    RedisControlLink(
            RedisCommands redis,
            String stream,
            ControlConfig config,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        this.redis = redis;
        this.stream = stream;
        this.config = config;
        this.timer = timer;
        this.link = new Supervisor(
                "control",
                this::dial,
                new LinkSettings(
                        new Backoff(config.backoffFirst(), config.backoffCeiling()),
                        config.commandTimeout().plusSeconds(1),
                        config.pollInterval().plus(config.commandTimeout()).plusSeconds(1),
                        Duration.ofSeconds(10)),
                time,
                timer,
                new SplittableRandom(),
                this::moved);
        LinkMeters.watch(link, meters);
    }

    void start(ControlPlane.Follower listener) {
        follower = listener;
        link.start();
    }

    void close() {
        link.close();
        redis.close();
    }

    boolean up() {
        return up;
    }

    Uni<Response> command(Command command, String... arguments) {
        return whileUp(() -> redis.send(request(command, arguments)));
    }

    /** A read whose answer may be a few seconds old. */
    Uni<Response> stale(Command command, String... arguments) {
        return whileUp(() -> redis.stale(request(command, arguments)));
    }

    /** A command of the attempt itself, which is not up yet. */
    Uni<Response> dialling(Command command, String... arguments) {
        return limited(redis.send(request(command, arguments)));
    }

    void announced(String subject) {
        ControlPlane.Follower listener = follower;
        if (listener != null) {
            listener.announced(subject);
        }
    }

    Uni<List<Response>> batch(List<Request> requests) {
        return whileUp(() -> redis.batch(requests));
    }

    private <T> Uni<T> whileUp(Supplier<Uni<T>> call) {
        return Uni.createFrom()
                .deferred(() -> up
                        ? limited(call.get())
                        : Uni.createFrom().failure(new ControlPlaneException("the control link is down")));
    }

    private <T> Uni<T> limited(Uni<T> call) {
        return call.ifNoItem()
                .after(config.commandTimeout())
                .failWith(() -> new ControlPlaneException(
                        "no reply within " + config.commandTimeout().toMillis() + " ms"));
    }

    private static Request request(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        return request;
    }

    private void moved(LinkState state) {
        boolean before = up;
        up = state instanceof LinkState.Up;
        ControlPlane.Follower listener = follower;
        if (listener != null && up != before) {
            if (up) {
                listener.connected();
            } else {
                listener.disconnected();
            }
        }
    }

    private Dialer.Connection dial(Attempt attempt) {
        RedisControlTail tail = new RedisControlTail(attempt, this, stream, config.pollInterval(), timer);
        tail.begin();
        return tail;
    }
}
