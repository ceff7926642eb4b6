// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import io.ballast.common.time.Timer;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens connections outside any pool, to see what servers are. */
final class Scout {

    /** The others may answer within this after the first that suits: one of them may be the better. */
    private static final Duration LATECOMERS = Duration.ofMillis(200);

    /** A connection, and what its server said. */
    record Found(PgConnection connection, ServerState state) {

        void close() {
            connection.close();
        }
    }

    private final Vertx vertx;
    private final PgConnectOptions template;
    private final Timer timer;
    private final Duration limit;

    Scout(Vertx vertx, PgConnectOptions template, Timer timer, Duration limit) {
        this.vertx = vertx;
        this.template = template;
        this.timer = timer;
        this.limit = limit;
    }

    /** A connection to the best server for {@code role}; fails within the limit if none of the addresses leads to one. */
    Uni<Found> find(List<ServerAddress> addresses, Role role) {
        return Uni.createFrom().emitter(emitter -> new Search(emitter, addresses.size(), role).begin(addresses));
    }

    Uni<ServerState> ask(PgConnection connection, ServerAddress address) {
        return UniHelper.toUni(state(connection, address));
    }

    private Future<Found> open(ServerAddress address) {
        PgConnectOptions options =
                new PgConnectOptions(template).setHost(address.host()).setPort(address.port());
        return PgConnection.connect(vertx, options).compose(connection -> state(connection, address)
                .map(state -> new Found(connection, state))
                .onFailure(failure -> connection.close()));
    }

    private static Future<ServerState> state(PgConnection connection, ServerAddress address) {
        return connection
                .query(ServerState.QUERY)
                .execute()
                .map(rows -> ServerState.of(address, rows.iterator().next()));
    }

    /** Asks all addresses at once and takes the best; whatever comes after the decision is closed. */
    private final class Search {

        private final UniEmitter<? super Found> emitter;
        private final Role role;
        private int awaited;
        private boolean decided;
        private @Nullable Found best;
        private @Nullable String cause;

        Search(UniEmitter<? super Found> emitter, int awaited, Role role) {
            this.emitter = emitter;
            this.awaited = awaited;
            this.role = role;
        }

        void begin(List<ServerAddress> addresses) {
            timer.after(limit, this::decide);
            addresses.forEach(address -> open(address)
                    .onSuccess(this::found)
                    .onFailure(failure -> notFound(address + ": " + failure.getMessage())));
        }

        private void found(Found one) {
            Found loser = one;
            synchronized (this) {
                if (!decided && one.state().suits(role)) {
                    Found before = best;
                    if (before == null || one.state().betterThan(before.state(), role)) {
                        loser = before;
                        best = one;
                        if (before == null) {
                            timer.after(LATECOMERS, this::decide);
                        }
                    }
                }
            }
            if (loser != null) {
                loser.close();
            }
            notFound(loser == one ? one.state().address() + ": takes read-only transactions alone" : null);
        }

        private void notFound(@Nullable String why) {
            boolean last;
            synchronized (this) {
                cause = why == null ? cause : why;
                last = --awaited == 0;
            }
            if (last) {
                decide();
            }
        }

        private void decide() {
            Found chosen;
            synchronized (this) {
                if (decided) {
                    return;
                }
                decided = true;
                chosen = best;
            }
            if (chosen != null) {
                emitter.complete(chosen);
            } else {
                emitter.fail(new ServerUnavailableException(
                        cause == null ? "no answer within " + limit.toMillis() + " ms" : cause));
            }
        }
    }
}
