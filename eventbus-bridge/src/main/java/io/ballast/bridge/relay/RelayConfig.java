// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Pace and limits of carrying streams to streams. */
@ConfigMapping(prefix = "ballast.bridge.relay")
interface RelayConfig {

    /** The region's own Redis; only its database number is read here. */
    @WithDefault("${ballast.redis.url:redis://127.0.0.1:16379}")
    String regionUrl();

    /** How long one read waits for entries. */
    @WithDefault("1s")
    Duration block();

    /** No reply is waited for longer, beyond what a read waits for entries. */
    @WithDefault("1500ms")
    Duration limit();

    /** Ceiling of the first wait before a new connection attempt. */
    @WithDefault("${ballast.redis.backoff-first:500ms}")
    Duration backoffFirst();

    /** No wait before a new connection attempt is longer. */
    @WithDefault("${ballast.redis.backoff-ceiling:5s}")
    Duration backoffCeiling();

    /** Connections to each other Redis, at most; a lane holds one to its source and one to its target. */
    @WithDefault("256")
    int connections();

    /** Commits that a lane's ledger keeps; what is older can no longer be audited. */
    @WithDefault("100000")
    int ledgerRows();

    /** How often what was carried is compared with the ledger. */
    @WithDefault("2s")
    Duration auditEvery();

    /** Older entries compared each time, about, beyond the newest 200 commits: all of a lane's in turn. */
    @WithDefault("20000")
    int auditEntries();
}
