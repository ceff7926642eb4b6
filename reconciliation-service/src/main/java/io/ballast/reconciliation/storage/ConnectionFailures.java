// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.storage;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Tells a lost or refused connection from a statement that was wrong. */
final class ConnectionFailures {

    private ConnectionFailures() {}

    static boolean lost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    || cause instanceof VertxException
                    || cause instanceof TimeoutException
                    || (cause instanceof PgException pg && unavailable(pg.getSqlState()))) {
                return true;
            }
        }
        return false;
    }

    /**
     * SQLSTATE classes (PostgreSQL, appendix A): 08 connection, 53 resources, 57 operator intervention (shutdown,
     * crash, starting up, statement time-out), 55P03 lock time-out, 25006 read-only.
     */
    private static boolean unavailable(String state) {
        return state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.equals("55P03")
                || state.equals("25006");
    }
}
