// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.Breakers;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The work that is sent to one role: limited in time, behind the role's breaker, and failed at once when the role's
 * server is found to be away.
 */
final class Lane {

    private static final Logger LOG = Logger.getLogger(Lane.class);

    private final Role role;
    private final Breakers breakers;
    private final Duration limit;
    private final Consumer<Throwable> refusedWrite;
    private final AtomicReference<@Nullable Pool> pool = new AtomicReference<>();
    private final Set<Call<?>> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicInteger active = new AtomicInteger();
    private volatile boolean lateLast;

    /** @param refusedWrite told when the server says that it takes no writes */
    Lane(Role role, Breakers breakers, Duration limit, Consumer<Throwable> refusedWrite) {
        this.role = role;
        this.breakers = breakers;
        this.limit = limit;
        this.refusedWrite = refusedWrite;
        breakers.declare(role.link(), () -> guarded(this::ping));
    }

    boolean up() {
        return pool.get() != null;
    }

    /** Up, and nothing says that a call would be refused. */
    boolean available() {
        return up() && breakerState() == BreakerState.CLOSED;
    }

    /** Units of work that hold a connection or wait for one. */
    int active() {
        return active.get();
    }

    Pool pool() {
        Pool current = pool.get();
        if (current == null) {
            throw new ServerUnavailableException(role.link() + ": the link is down");
        }
        return current;
    }

    /** From now on work runs on this pool. */
    void open(Pool fresh) {
        pool.set(fresh);
    }

    /** The server came up, or answers a ping: an open breaker closes, unless what opened it was slowness. */
    void answered(boolean cameUp) {
        if ((cameUp || !lateLast) && breakerState() == BreakerState.OPEN) {
            breakers.recovered(role.link(), "the link is up");
        }
    }

    /** No more work on this pool; what is under way fails now instead of waiting for its time to be over. */
    void shut(Pool old) {
        if (pool.compareAndSet(old, null)) {
            underWay.forEach(
                    call -> call.abandon(new ServerUnavailableException(role.link() + ": the link went down")));
        }
    }

    /**
     * Runs one unit of work. Fails with {@link ServerUnavailableException} if it could not be done or was not done in
     * time; other failures of the work pass through and say nothing about the server.
     */
    <T> Uni<T> call(Supplier<Uni<T>> work) {
        return breakers.guarded(role.link(), () -> guarded(work))
                .onFailure(failure -> !(failure instanceof ServerUnavailableException))
                .transform(refused -> new ServerUnavailableException(role.link() + ": the breaker is open", refused))
                .flatMap(Outcome::told);
    }

    /** Fails only if the server is to blame: that is what the breaker counts. */
    private <T> Uni<Outcome<T>> guarded(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> up()
                        ? detached(work)
                        : Uni.createFrom()
                                .<T>failure(new ServerUnavailableException(role.link() + ": the link is down")))
                .ifNoItem()
                .after(limit)
                .failWith(() -> new TimeoutException("not done within " + limit.toMillis() + " ms"))
                .map(item -> new Outcome<T>(item, null))
                .invoke(done -> lateLast = false)
                .onFailure()
                .recoverWithUni(this::judged);
    }

    private <T> Uni<Outcome<T>> judged(Throwable failure) {
        if (!ConnectionFailures.lost(failure)) {
            return Uni.createFrom().item(new Outcome<>(null, failure));
        }
        lateLast = failure instanceof TimeoutException;
        LOG.debugf(failure, "database call failed: link=%s", role.link());
        if (ConnectionFailures.readOnly(failure)) {
            refusedWrite.accept(failure);
        }
        return Uni.createFrom()
                .failure(
                        failure instanceof ServerUnavailableException
                                ? failure
                                : new ServerUnavailableException(ConnectionFailures.cause(failure), failure));
    }

    /**
     * Work that runs to its end even if nobody waits for it any more: given up in the middle, a transaction would go on
     * with a session that is closed. A write that was too late for its answer is still all or nothing.
     */
    private <T> Uni<T> detached(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Call<T> call = new Call<>(emitter);
            underWay.add(call);
            active.incrementAndGet();
            emitter.onTermination(() -> underWay.remove(call));
            Uni.createFrom()
                    .deferred(() -> work.get())
                    .onTermination()
                    .invoke(active::decrementAndGet)
                    .subscribe()
                    .with(emitter::complete, call::abandon);
            if (!up()) {
                call.abandon(new ServerUnavailableException(role.link() + ": the link went down"));
            }
        });
    }

    private Uni<Boolean> ping() {
        return Uni.createFrom()
                .completionStage(() -> pool().query("SELECT 1").execute().toCompletionStage())
                .replaceWith(true);
    }

    BreakerState breakerState() {
        return breakers.status(role.link()).map(status -> status.state()).orElse(BreakerState.CLOSED);
    }

    private record Call<T>(UniEmitter<? super T> emitter) {

        void abandon(Throwable why) {
            emitter.fail(why);
        }
    }

    /** What a unit of work came to, where the server did its part. */
    private record Outcome<T>(@Nullable T item, @Nullable Throwable failure) {

        Uni<T> told() {
            return failure == null
                    ? Uni.createFrom().item(item)
                    : Uni.createFrom().failure(failure);
        }
    }
}
