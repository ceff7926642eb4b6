// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.storage;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells a lost or refused connection from a statement that was wrong. */
final class ConnectionFailures {

    private ConnectionFailures() {}

    static boolean lost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean lost =
                    switch (cause) {
                        case PgException pg -> unavailable(pg.getSqlState());
                        case SQLException sql -> unavailable(sql.getSQLState());
                        case IOException io -> true;
                        case VertxException closed -> true;
                        case TimeoutException late -> true;
                        default -> false;
                    };
            if (lost) {
                return true;
            }
        }
        return false;
    }

    /** The innermost message on one line: a migration wraps what went wrong in a page of text. */
    static String cause(Throwable failure) {
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
                        || state.equals("25006"));
    }
}
