// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.resilience.BreakerStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of the breaker endpoints' answers. */
final class Answers {

    private static final String OK = "ok";

    private Answers() {}

    /** @param circuitBreaker the named one, or the worst; null while there is none */
    @RegisterForReflection
    record Status(
            String status, Scope scope, @Nullable BreakerStatus circuitBreaker, List<BreakerStatus> circuitBreakers) {

        Status(Scope scope, @Nullable BreakerStatus shown, List<BreakerStatus> all) {
            this(OK, scope, shown, all);
        }
    }

    /** @param scope how far the change reaches for now */
    @RegisterForReflection
    record Change(String status, Scope scope, BreakerStatus circuitBreaker) {

        Change(Scope scope, BreakerStatus after) {
            this(OK, scope, after);
        }
    }

    /** Newest first. */
    @RegisterForReflection
    record Trail(String status, List<HistoryEntry> history, int count) {

        Trail(List<HistoryEntry> history) {
            this(OK, history, history.size());
        }
    }
}
