// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells a lost or refused connection from a statement that was wrong. */
public final class ConnectionFailures {

    private static final String READ_ONLY = "25006";

    private ConnectionFailures() {}

    /** Whether the statement was not to blame: tried elsewhere, or later, it may well succeed. */
    public static boolean lost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean lost =
                    switch (cause) {
                        case PgException pg -> unavailable(pg.getSqlState());
                        case SQLException sql -> unavailable(sql.getSQLState());
                        case IOException io -> true;
                        case VertxException closed -> true;
                        case TimeoutException late -> true;
                        case ServerUnavailableException away -> true;
                        case NoStackTraceThrowable pool ->
                            true; // so the pool tells that no connection came free in time
                        default -> false;
                    };
            if (lost) {
                return true;
            }
        }
        return false;
    }

    /** Whether the server refused a write because it is, or has become, a standby. */
    static boolean readOnly(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException pg && READ_ONLY.equals(pg.getSqlState())) {
                return true;
            }
        }
        return false;
    }

    /** The innermost message on one line: a migration wraps what went wrong in a page of text. */
    public static String cause(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage()).lines().findFirst().orElse("unknown");
    }

    /**
     * SQLSTATE classes (PostgreSQL, appendix A): 08 connection, 53 resources, 57 operator intervention (shutdown,
     * crash, starting up, statement time-out), 55P03 lock time-out, 25006 read-only.
     */
    private static boolean unavailable(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57")
                        || state.equals("55P03")
                        || state.equals(READ_ONLY));
    }
}
