// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health;

import io.ballast.common.link.LinkState;
import io.ballast.common.link.LinkStats;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection or worker of this instance now.
 *
 * @param name unique in this instance, for example {@code redis} or {@code venue-kraken}
 * @param state in the words of whoever reports it
 * @param working whether it does what it is for
 * @param since when it came into this state, null where nobody counts
 * @param lastError what went wrong last, also long ago
 * @param lastActivity when it last did or heard something, null where nobody counts or it never did
 * @param figures what else there is to know, by name
 */
@RegisterForReflection
public record Component(
        String name,
        Kind kind,
        String state,
        boolean working,
        @Nullable Instant since,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt,
        @Nullable Instant lastActivity,
        Map<String, Object> figures) {

    /** What a component is, as far as that decides what can be wrong with it. */
    public enum Kind {
        REDIS,
        DATABASE,
        VENUE,
        ROUTE,
        /** Processor, memory, disk, or how requests are answered. */
        RESOURCE,
        /** Anything else that works in the background. */
        WORKER
    }

    public Component {
        figures = Map.copyOf(figures);
    }

    /** A supervised connection. */
    public static Component of(Kind kind, LinkStats link, Map<String, Object> figures) {
        Map<String, Object> all = new LinkedHashMap<>(figures);
        all.put("attempts", link.attempts());
        all.put("reconnects_last_hour", link.reconnectsLastHour());
        all.put("consecutive_failures", link.consecutiveFailures());
        return new Component(
                link.name(),
                kind,
                link.state().getClass().getSimpleName(),
                link.up(),
                link.state() instanceof LinkState.Up(Instant since) ? since : null,
                link.lastError(),
                link.lastErrorAt(),
                null,
                all);
    }
}
