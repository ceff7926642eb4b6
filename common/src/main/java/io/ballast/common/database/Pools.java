// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import io.ballast.common.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Makes the pools of one role, one per server and time that it is up. */
final class Pools {

    private static final int MOST_WAITING = 2000;

    private final Vertx vertx;
    private final PgConnectOptions template;
    private final PoolOptions options;
    private final int minSize;
    private final Duration callTimeout;
    private final Timer timer;

    /** @param base for what is not ours to say, such as the number of event loops */
    Pools(
            Vertx vertx,
            PgConnectOptions template,
            PoolOptions base,
            DatabaseSettings settings,
            int minSize,
            int maxSize,
            Timer timer) {
        this.vertx = vertx;
        this.template = template;
        this.minSize = Math.min(minSize, maxSize);
        this.callTimeout = settings.callTimeout();
        this.timer = timer;
        this.options = new PoolOptions(base)
                .setShared(false)
                .setMaxSize(maxSize)
                .setMaxWaitQueueSize(MOST_WAITING)
                .setConnectionTimeout(millis(settings.callTimeout()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(millis(settings.idleTimeout()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxLifetime(millis(settings.maxLifetime()))
                .setMaxLifetimeUnit(TimeUnit.MILLISECONDS);
    }

    Pool open(ServerAddress address) {
        return PgBuilder.pool()
                .with(options)
                .connectingTo(
                        new PgConnectOptions(template).setHost(address.host()).setPort(address.port()))
                .withConnectHandler(this::prepare)
                .using(vertx)
                .build();
    }

    /**
     * Whoever stops in the middle of a transaction (a frozen process, a lost network) must not keep its locks: the
     * server ends the session after as long as a call may take. A failure shows at the next call.
     */
    private void prepare(SqlConnection made) {
        made.query("SET idle_in_transaction_session_timeout = " + callTimeout.toMillis())
                .execute()
                .onComplete(set -> made.close());
    }

    /** Opens what is missing to the least size. */
    void warm(Pool pool) {
        if (pool.size() >= minSize) {
            return;
        }
        List<Future<SqlConnection>> lent = Stream.generate(pool::getConnection)
                .limit(minSize) // all at once, or the first would be lent again
                .toList();
        Future.join(lent)
                .onComplete(all -> lent.stream().filter(Future::succeeded).forEach(one -> one.result()
                        .close()));
    }

    /** What is under way may end; then the connections are closed, whatever they do. */
    void close(Pool pool) {
        timer.after(callTimeout, pool::close);
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
