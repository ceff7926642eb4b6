// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is particular to Bybit, the same for spot and linear. */
@ConfigMapping(prefix = "ballast.market.bybit")
interface BybitConfig {

    /** How often the venue's own ping is sent; it closes connections that send none. */
    @WithDefault("20s")
    Duration pingInterval();

    /** Longest time without any message; each of our pings is answered by one. */
    @WithDefault("30s")
    Duration heartbeatLimit();

    /** Topics in one request to subscribe; the venue takes no more than 10 for spot. */
    @WithDefault("10")
    int topicsPerRequest();

    /** A topic that is neither acknowledged nor heard of for so long after it was asked for counts as refused. */
    @WithDefault("10s")
    Duration answerLimit();

    /** Ceiling of the first wait when a symbol must be subscribed again more than once. */
    @WithDefault("500ms")
    Duration resubscribeFirst();

    /** No wait before subscribing again is longer; also the wait after a refused subscription. */
    @WithDefault("30s")
    Duration resubscribeCeiling();
}
