// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is particular to Binance. */
@ConfigMapping(prefix = "ballast.market.binance")
interface BinanceConfig {

    /** Levels kept on each side: diffs outside the snapshot's window would add levels for ever. */
    @WithDefault("10000")
    int levelsKept();

    /** Shortest time between two snapshot requests. */
    @WithDefault("250ms")
    Duration snapshotInterval();

    /** Ceiling of the first wait after a failed snapshot request. */
    @WithDefault("1s")
    Duration snapshotRetryFirst();

    /** No wait after a failed snapshot request is longer, unless the venue asks for it. */
    @WithDefault("30s")
    Duration snapshotRetryCeiling();

    /** Diffs of one symbol kept while its snapshot is on its way; beyond it the oldest go. */
    @WithDefault("5000")
    int diffsWaiting();
}
