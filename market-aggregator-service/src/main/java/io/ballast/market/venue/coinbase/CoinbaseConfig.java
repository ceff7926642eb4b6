// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.coinbase;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is particular to Coinbase. */
@ConfigMapping(prefix = "ballast.market.coinbase")
interface CoinbaseConfig {

    /** Longest time without any message; the venue sends a heartbeat each second. */
    @WithDefault("10s")
    Duration heartbeatLimit();

    /** Shortest time between two of our messages: the venue takes 8 a second from one address. */
    @WithDefault("150ms")
    Duration requestInterval();

    /** A subscription that is not confirmed within so long is taken for refused, and asked for again later. */
    @WithDefault("10s")
    Duration answerLimit();

    /** Ceiling of the first wait when a symbol must be subscribed again more than once. */
    @WithDefault("500ms")
    Duration resubscribeFirst();

    /** No wait before subscribing again is longer; also the wait after a refused subscription. */
    @WithDefault("30s")
    Duration resubscribeCeiling();

    /** Levels kept on each side; the venue tells all there are, some 30,000. */
    @WithDefault("100000")
    int levelsKept();
}
