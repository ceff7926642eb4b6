// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decided about one breaker of one service. Of two decisions the newer stands: by time, then by the
 * instance that took it. A reset is kept as long as an isolation could last, so that an older isolation which reaches
 * the fleet late does not come back.
 *
 * @param at when, to the microsecond
 * @param instance which instance took it
 * @param expiresAt when it means nothing any more
 */
@RegisterForReflection
record Decision(
        String service,
        String name,
        Action action,
        Instant at,
        String instance,
        String actor,
        String reason,
        Instant expiresAt,
        @Nullable String traceparent)
        implements Comparable<Decision> {

    /** What was decided. */
    enum Action {
        FORCE_OPEN,
        RESET
    }

    Decision {
        at = at.truncatedTo(ChronoUnit.MICROS);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** {@code service/name}. */
    String subject() {
        return service + "/" + name;
    }

    /** Sorts as text in the order of the decisions. */
    String stamp() {
        return String.format(Locale.ROOT, "%020d", ChronoUnit.MICROS.between(Instant.EPOCH, at)) + "/" + instance;
    }

    @Override
    public int compareTo(Decision other) {
        return stamp().compareTo(other.stamp());
    }

    boolean newerThan(@Nullable Decision other) {
        return other == null || compareTo(other) > 0;
    }

    boolean isolatesAt(Instant now) {
        return action == Action.FORCE_OPEN && now.isBefore(expiresAt);
    }
}
