// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.LinkState;
import io.ballast.common.link.LinkStats;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The links to a cluster's nodes told as one: as bad as the worst of them. */
final class RedisClusterStats {

    private RedisClusterStats() {}

    static LinkStats of(RedisClusterWatch watch, List<LinkStats> nodes) {
        List<LinkStats> all = watch.map().complete() && !nodes.isEmpty()
                ? nodes
                : Stream.concat(nodes.stream(), Stream.of(watch.stats())).toList();
        LinkStats worst = all.stream()
                .max(Comparator.comparing((LinkStats link) -> !link.up())
                        .thenComparing(LinkStats::consecutiveFailures)
                        .thenComparing(RedisClusterStats::lastError))
                .orElseThrow();
        return new LinkStats(
                "redis",
                worst.up() && !watch.map().complete() ? new LinkState.Connecting(0) : worst.state(),
                all.stream().mapToLong(LinkStats::attempts).sum(),
                all.stream().mapToLong(LinkStats::reconnects).sum(),
                all.stream().mapToInt(LinkStats::reconnectsLastHour).sum(),
                worst.consecutiveFailures(),
                worst.lastError(),
                worst.lastErrorAt());
    }

    private static Instant lastError(LinkStats link) {
        @Nullable Instant at = link.lastErrorAt();
        return at == null ? Instant.MIN : at;
    }
}
