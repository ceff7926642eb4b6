// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Dialer;
import io.ballast.common.resilience.Breakers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One lane at work under one epoch: a connection to its source, one to its target, and a session over both, again and
 * again. Everything passes the breaker {@code route-<id>}; while that is open or forced open nothing is read.
 */
final class RedisLaneDialer implements Dialer {

    private final Lane lane;
    private final long epoch;
    private final RelayEnvironment around;
    private final RelaySession.Progress progress;
    private final String breaker;
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
    private volatile boolean draining;
    private volatile @Nullable Carrying current;

    RedisLaneDialer(Lane lane, long epoch, RelayEnvironment around, RelaySession.Progress progress) {
        this.lane = lane;
        this.epoch = epoch;
        this.around = around;
        this.progress = progress;
        this.breaker = breaker(lane.route());
    }

    static String breaker(RelayRoute route) {
        return "route-" + route.id();
    }

    @Override
    public Connection dial(Attempt attempt) {
        Carrying carrying = new Carrying(attempt);
        current = carrying;
        carrying.begin();
        return carrying;
    }

    /** Reads nothing more, and is done when what was read is written, or at once if it is not at work. */
    Uni<Void> drain() {
        draining = true;
        Carrying now = current;
        if (now == null || !now.up) {
            drained.complete(null);
        }
        return Uni.createFrom().completionStage(drained);
    }

    /** One attempt. */
    private final class Carrying implements Connection {

        private final Attempt attempt;
        private final List<RedisConnection> connections = new ArrayList<>();
        private boolean closed;
        private volatile boolean up;

        Carrying(Attempt attempt) {
            this.attempt = attempt;
        }

        void begin() {
            breakers()
                    .attempted(breaker, () -> Uni.combine()
                            .all()
                            .unis(opened(around.source(lane), "source"), opened(around.target(lane), "target"))
                            .with(this::session)
                            .call(RelaySession::begin))
                    .subscribe()
                    .with(this::stands, this::failed);
        }

        private Uni<RedisConnection> opened(RedisEnd end, String role) {
            return end.open().invoke(connection -> {
                if (!adopt(connection)) {
                    connection.closeAndForget();
                    throw new IllegalStateException("given up while it was connecting");
                }
                connection.exceptionHandler(this::failed);
                connection.endHandler(() -> ended("the connection to the " + role + " was closed"));
            });
        }

        private Breakers breakers() {
            return around.breakers();
        }

        private RelaySession session(RedisConnection from, RedisConnection to) {
            RelayConfig config = around.config();
            return new RelaySession(
                    lane,
                    new RedisRelaySource(lane, from, config.block(), config.limit()),
                    new RedisRelayTarget(lane, to, config.limit(), config.ledgerRows()),
                    around.deadLetters(),
                    progress,
                    epoch);
        }

        private synchronized boolean adopt(RedisConnection connection) {
            connections.add(connection);
            return !closed;
        }

        private void stands(RelaySession session) {
            up = true;
            attempt.up();
            again(session);
        }

        private void again(RelaySession session) {
            if (draining) {
                session.drain().subscribe().with(done -> drained.complete(null), this::failed);
                return;
            }
            breakers()
                    .guarded(breaker, session::step)
                    .subscribe()
                    .with(
                            done -> {
                                attempt.activity();
                                again(session);
                            },
                            this::failed);
        }

        private void failed(Throwable failure) {
            ended(RedisRelayReplies.cause(failure));
        }

        private void ended(String cause) {
            up = false;
            if (draining) {
                drained.complete(null);
            }
            attempt.down(cause);
        }

        @Override
        public void close() {
            List<RedisConnection> open;
            synchronized (this) {
                closed = true;
                open = List.copyOf(connections);
            }
            up = false;
            open.forEach(RedisConnection::closeAndForget);
        }
    }
}
