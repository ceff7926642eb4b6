// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.kraken;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is particular to Kraken. */
@ConfigMapping(prefix = "ballast.market.kraken")
interface KrakenConfig {

    /** Longest time without any message; the venue sends a heartbeat each second. */
    @WithDefault("10s")
    Duration heartbeatLimit();

    /** Ceiling of the first wait when a symbol must be subscribed again more than once. */
    @WithDefault("500ms")
    Duration resubscribeFirst();

    /** No wait before subscribing again is longer; also the wait after a refused subscription. */
    @WithDefault("30s")
    Duration resubscribeCeiling();
}
