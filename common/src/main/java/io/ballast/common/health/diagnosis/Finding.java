// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.diagnosis;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong.
 *
 * @param problem a fixed name, for example {@code redis-out-of-memory}
 * @param component what it is wrong with
 * @param meaning what it means for this instance
 * @param evidence what shows it
 * @param recommendation what to do
 * @param runbook where to read on, a path in the repository
 */
@RegisterForReflection
record Finding(
        String problem,
        Severity severity,
        String component,
        String meaning,
        @Nullable String evidence,
        String recommendation,
        @Nullable String runbook) {

    /** From the worst to the least. */
    enum Severity {
        /** Part of the service's work is not done now. */
        CRITICAL,
        /** It works, and will not for long, or not for everybody. */
        WARNING,
        /** Somebody wanted it so. */
        NOTICE
    }
}
