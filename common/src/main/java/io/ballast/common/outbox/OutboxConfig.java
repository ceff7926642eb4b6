// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events get from the database to their streams. */
@ConfigMapping(prefix = "ballast.outbox")
public interface OutboxConfig {

    /** Rows relayed at once; also how long Redis is kept busy by one write. */
    @WithDefault("256")
    int batch();

    /** How often the database is asked while nothing is committed here; a commit of this instance asks at once. */
    @WithDefault("250ms")
    Duration pollInterval();

    /** How often the position is read again while there is nothing to relay: Redis may have lost what it had. */
    @WithDefault("1s")
    Duration verifyInterval();

    /** Ceiling of the first wait after a failure. */
    @WithDefault("100ms")
    Duration retryFirst();

    /** No wait after a failure is longer. */
    @WithDefault("1s")
    Duration retryCeiling();

    /** How often what waits is counted and what is old is deleted. */
    @WithDefault("5s")
    Duration upkeepInterval();

    /** How long relayed rows are kept: a Redis that lost its newest data gets them again from these. */
    @WithDefault("24h")
    Duration retention();

    /** A row that has waited longer than this makes the health {@code degraded}. */
    @WithDefault("30s")
    Duration alarmAge();
}
