// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.okx;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is particular to OKX. */
@ConfigMapping(prefix = "ballast.market.okx")
interface OkxConfig {

    /** A connection on which nothing came for so long is pinged; the venue closes it after 30 s without a message. */
    @WithDefault("10s")
    Duration pingInterval();

    /** Longest time without any message; each of our pings is answered by one. */
    @WithDefault("30s")
    Duration heartbeatLimit();

    /** Subscriptions in one request, which may have 64 kB. */
    @WithDefault("100")
    int topicsPerRequest();

    /** What is neither acknowledged nor heard of for so long after it was asked for counts as refused. */
    @WithDefault("10s")
    Duration answerLimit();

    /** Ceiling of the first wait when a symbol must be subscribed again more than once. */
    @WithDefault("500ms")
    Duration resubscribeFirst();

    /** No wait before subscribing again is longer; also the wait after a refused subscription. */
    @WithDefault("30s")
    Duration resubscribeCeiling();
}
