// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/**
 * One pool for those who know nothing of servers (Hibernate): lends connections to the primary of the moment, or to the
 * replica on a context that was made for reading it.
 */
@SuppressWarnings("deprecation") // Quarkus insists on a PgPool
final class RoutedPool implements PgPool {

    private static final String ROUTE = RoutedPool.class.getName();

    private final Lane primary;

    RoutedPool(Lane primary) {
        this.primary = primary;
    }

    /** What asks for a connection on this context gets one from {@code lane}. */
    static void route(Context context, Lane lane) {
        context.putLocal(ROUTE, lane);
    }

    private Pool current() {
        Context context = Vertx.currentContext();
        Lane chosen = context != null && VertxContext.isDuplicatedContext(context) ? context.getLocal(ROUTE) : null;
        return chosen == null ? primary.pool() : chosen.pool();
    }

    @Override
    public Future<SqlConnection> getConnection() {
        try {
            return current().getConnection();
        } catch (ServerUnavailableException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
        getConnection().onComplete(handler);
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return current().query(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return current().preparedQuery(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return current().preparedQuery(sql, options);
    }

    @Override
    public int size() {
        return primary.up() ? primary.pool().size() : 0;
    }

    /** Does nothing: its owner opens and closes what is behind it. */
    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        close().onComplete(handler);
    }

    @Override
    public PgPool connectHandler(Handler<SqlConnection> handler) {
        throw new UnsupportedOperationException("the pools behind it come and go");
    }

    @Override
    public PgPool connectionProvider(Function<Context, Future<SqlConnection>> provider) {
        throw new UnsupportedOperationException("the pools behind it come and go");
    }
}
