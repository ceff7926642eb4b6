// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.resilience.BreakerStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/** What one instance says of its breakers, and when it said so. */
@RegisterForReflection
record FleetReport(String instance, Instant at, List<BreakerStatus> breakers) {

    FleetReport {
        breakers = List.copyOf(breakers);
    }
}
