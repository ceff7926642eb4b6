// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health;

import java.util.Map;

/** One dependency or worker as this instance sees it. Answers from state it already has; does no I/O. */
public interface HealthContribution {

    enum Status {
        HEALTHY,
        /** Something is away, but this service can still do part of its work. */
        DEGRADED,
        /** This service cannot do its work. */
        UNHEALTHY
    }

    /** The member of {@code /health} it fills, for example {@code redis_manager}. */
    String name();

    Status status();

    Map<String, Object> report();
}
