// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * The PostgreSQL servers a service uses, and how they are watched. A service maps it to its configuration with an
 * interface of its own that extends it, under the prefix {@code ballast.database}.
 */
public interface DatabaseSettings {

    /** Host name or address of the primary, where {@code primary.hosts} does not say more. */
    @WithDefault("127.0.0.1")
    String host();

    /** TCP port of the primary, where {@code primary.hosts} does not say more. */
    @WithDefault("15432")
    int port();

    /** Name of the database. */
    @WithDefault("ballast")
    String name();

    /** User; owns the tables, because the service also migrates them. */
    @WithDefault("ballast")
    String user();

    /** That user's password. */
    String password();

    /** Where writes go, and reads that must see them. */
    Primary primary();

    /** Where other reads go. */
    Replica replica();

    /** No unit of work waits longer than this, queueing for a connection included; then it is a 503. */
    @WithDefault("5s")
    Duration callTimeout();

    /** How often each server is asked whether it is there, what it is, and where its log stands. */
    @WithDefault("1s")
    Duration pingInterval();

    /** No answer within this: it is not there. */
    @WithDefault("2s")
    Duration pingTimeout();

    /** How often it is looked whether the addresses lead to other servers than they did. */
    @WithDefault("2s")
    Duration addressCheck();

    /** How long an attempt may take until the tables are migrated and the first ping is answered. */
    @WithDefault("60s")
    Duration startTimeout();

    /** Ceiling of the first wait before the next attempt. */
    @WithDefault("250ms")
    Duration backoffFirst();

    /** No wait before the next attempt is longer. */
    @WithDefault("1s")
    Duration backoffCeiling();

    /** A connection that nobody used for so long is closed. */
    @WithDefault("10m")
    Duration idleTimeout();

    /** No connection of a pool gets older. */
    @WithDefault("30m")
    Duration maxLifetime();

    /**
     * Whether statements are prepared once and kept on the server connection. Off, it works behind a pooler that lends
     * server connections by transaction (PgBouncer); on saves a round trip per statement where there is none.
     */
    @WithDefault("false")
    boolean cachePreparedStatements();

    /** The server that takes writes. */
    interface Primary {

        /**
         * Candidates, {@code host:port,host:port}: whichever can be written to is the primary, so that a promotion
         * needs no change of address. Absent: {@code host} and {@code port} above.
         */
        Optional<String> hosts();

        /** Connections kept open. */
        @WithDefault("5")
        int minSize();

        /** Connections at most. */
        @WithDefault("20")
        int maxSize();
    }

    /** A server that follows the primary. */
    interface Replica {

        /** Candidates, {@code host:port,host:port}; the first that answers is used. Absent: the primary is read. */
        Optional<String> hosts();

        /** Connections kept open. */
        @WithDefault("3")
        int minSize();

        /** Connections at most. */
        @WithDefault("15")
        int maxSize();

        /** A replica that is further behind is not read while the primary is there. */
        @WithDefault("5s")
        Duration maxLag();
    }
}
