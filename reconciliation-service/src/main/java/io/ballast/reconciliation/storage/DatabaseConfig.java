// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The PostgreSQL that holds the ledger, and how it is watched. */
@ConfigMapping(prefix = "ballast.database")
interface DatabaseConfig {

    /** Host name or address. */
    @WithDefault("127.0.0.1")
    String host();

    /** TCP port. */
    @WithDefault("15432")
    int port();

    /** Name of the database. */
    @WithDefault("ballast")
    String name();

    /** User; owns the tables, because this service also migrates them. */
    @WithDefault("ballast")
    String user();

    /** That user's password. */
    String password();

    /** No unit of work waits longer than this, queueing for a connection included; then it is a 503. */
    @WithDefault("5s")
    Duration callTimeout();

    /** How often the database is asked whether it is there. */
    @WithDefault("1s")
    Duration pingInterval();

    /** No answer within this: it is not there. */
    @WithDefault("2s")
    Duration pingTimeout();

    /** How long an attempt may take until the tables are migrated and the first ping is answered. */
    @WithDefault("60s")
    Duration startTimeout();

    /** Ceiling of the first wait before the next attempt. */
    @WithDefault("250ms")
    Duration backoffFirst();

    /** No wait before the next attempt is longer. */
    @WithDefault("2s")
    Duration backoffCeiling();
}
