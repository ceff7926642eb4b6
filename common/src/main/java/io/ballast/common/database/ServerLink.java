// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Backoff;
import io.ballast.common.link.Dialer;
import io.ballast.common.link.LinkMeters;
import io.ballast.common.link.LinkSettings;
import io.ballast.common.link.LinkState;
import io.ballast.common.link.LinkStats;
import io.ballast.common.link.Supervisor;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the server of one role, watches it over a connection of its own, and opens its {@link Lane} with a fresh pool
 * for as long as it is up. A server that stops playing the role, or whose address leads elsewhere, is left.
 */
final class ServerLink {

    /**
     * What it works with.
     *
     * @param tend what the server needs before it is used, and now and then afterwards; immediate if nothing is due
     */
    record Parts(
            Role role,
            List<ServerAddress> addresses,
            Scout scout,
            Pools pools,
            Lane lane,
            Function<Pool, Uni<Void>> tend,
            ServerListener listener) {}

    private final Role role;
    private final List<ServerAddress> addresses;
    private final DatabaseSettings settings;
    private final Scout scout;
    private final Pools pools;
    private final Lane lane;
    private final Function<Pool, Uni<Void>> tend;
    private final ServerListener listener;
    private final Timer timer;
    private final Supervisor link;
    private volatile @Nullable Session session;

    ServerLink(Parts parts, DatabaseSettings settings, TimeSource time, Timer timer) {
        this.role = parts.role();
        this.addresses = parts.addresses();
        this.scout = parts.scout();
        this.pools = parts.pools();
        this.lane = parts.lane();
        this.tend = parts.tend();
        this.listener = parts.listener();
        this.settings = settings;
        this.timer = timer;
        this.link = new Supervisor(
                role.link(),
                this::dial,
                new LinkSettings(
                        new Backoff(settings.backoffFirst(), settings.backoffCeiling()),
                        settings.startTimeout(),
                        settings.pingInterval().plus(settings.pingTimeout()).plusSeconds(1),
                        Duration.ofSeconds(10)),
                time,
                timer,
                new SplittableRandom(),
                state -> {
                    if (!(state instanceof LinkState.Up)) {
                        session = null;
                    }
                });
    }

    void start() {
        link.start();
    }

    void close() {
        link.close();
    }

    void watch(MeterRegistry meters) {
        LinkMeters.watch(link, meters);
    }

    LinkStats stats() {
        return link.stats();
    }

    /** Something went wrong that only another server, or other connections, can explain. */
    void doubt(String cause) {
        Session current = session;
        if (current != null) {
            current.attempt.down(cause);
        }
    }

    private Session dial(Attempt attempt) {
        Session fresh = new Session(attempt);
        scout.find(addresses, role).subscribe().with(fresh::found, fresh::failed);
        return fresh;
    }

    /** One server, for as long as its attempt lasts. */
    private final class Session implements Dialer.Connection {

        private final Attempt attempt;
        private Scout.@Nullable Found server;
        private @Nullable Pool pool;
        private boolean closed;
        private volatile @Nullable ServerState state;
        private volatile boolean tending;

        Session(Attempt attempt) {
            this.attempt = attempt;
        }

        void failed(Throwable failure) {
            attempt.down(ConnectionFailures.cause(failure));
        }

        void found(Scout.Found found) {
            Pool fresh = pools.open(found.state().address());
            if (!keep(found, fresh)) {
                found.close();
                fresh.close();
                return;
            }
            found.connection().closeHandler(gone -> attempt.down("the connection was closed"));
            tend.apply(fresh).subscribe().with(done -> up(found, fresh), this::failed);
        }

        private synchronized boolean keep(Scout.Found found, Pool fresh) {
            server = found;
            pool = fresh;
            return !closed;
        }

        private void up(Scout.Found found, Pool fresh) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                state = found.state();
                lane.open(fresh);
            }
            session = this;
            listener.cameUp(found.state());
            attempt.up();
            lane.answered(true);
            answered(found, found.state());
            timer.after(settings.addressCheck(), () -> checkAddress(found));
        }

        private void ping(Scout.Found found) {
            if (isClosed()) {
                return;
            }
            scout.ask(found.connection(), found.state().address())
                    .ifNoItem()
                    .after(settings.pingTimeout())
                    .failWith(() -> new TimeoutException(
                            "no answer within " + settings.pingTimeout().toMillis() + " ms"))
                    .subscribe()
                    .with(now -> answered(found, now), this::failed);
        }

        private void answered(Scout.Found found, ServerState now) {
            if (!now.suits(role)) {
                attempt.down("takes read-only transactions alone by now");
                return;
            }
            state = now;
            attempt.activity();
            listener.answered(now);
            lane.answered(false);
            lookAfter();
            timer.after(settings.pingInterval(), () -> ping(found));
        }

        private void lookAfter() {
            Pool current = pool;
            if (current != null && !isClosed()) {
                pools.warm(current);
                if (!tending) {
                    tending = true;
                    tend.apply(current)
                            .onTermination()
                            .invoke(() -> tending = false)
                            .subscribe()
                            .with(done -> {}, e -> {});
                }
            }
        }

        /** A proxy, a name or an address that moves from server to server leaves the old connections where they are. */
        private void checkAddress(Scout.Found found) {
            if (isClosed()) {
                return;
            }
            scout.find(addresses, role)
                    .invoke(seen -> compare(Objects.requireNonNullElse(state, found.state()), seen))
                    .onTermination()
                    .invoke(() -> timer.after(settings.addressCheck(), () -> checkAddress(found)))
                    .subscribe()
                    .with(seen -> {}, failure -> {}); // whether the connections there are are good, the pings say
        }

        private void compare(ServerState known, Scout.Found seen) {
            seen.close();
            if (known.isReplacedBy(seen.state(), role)) {
                attempt.down("the address leads to another server");
            }
        }

        private synchronized boolean isClosed() {
            return closed;
        }

        @Override
        public void close() {
            Scout.Found old;
            Pool oldPool;
            synchronized (this) {
                closed = true;
                old = server;
                oldPool = pool;
            }
            if (oldPool != null) {
                lane.shut(oldPool);
                pools.close(oldPool);
            }
            if (old != null) {
                old.close();
            }
        }
    }
}
