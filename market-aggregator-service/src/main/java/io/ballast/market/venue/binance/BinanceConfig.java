// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

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

    /**
     * A book is taken for dead, and the connection is made anew, when its best bid and offer went on for so long
     * without any depth update; only where channel {@code quotes} is subscribed to.
     */
    @WithDefault("10s")
    Duration depthSilence();

    /**
     * Trades are taken for dead when not even mark prices came for so long; only where channel {@code funding} is
     * subscribed to. If there were some before, the connection is made anew.
     */
    @WithDefault("30s")
    Duration marketSilence();

    /** USD-M: what comes before {@code /stream} for order books and best bid and offer; empty: nothing. */
    @WithDefault("/public")
    Optional<String> usdmPublicPath();

    /** USD-M: what comes before {@code /stream} for trades and mark prices; empty: nothing. */
    @WithDefault("/market")
    Optional<String> usdmMarketPath();

    /** COIN-M: what comes before {@code /stream} for order books and best bid and offer; absent: nothing. */
    Optional<String> coinmPublicPath();

    /** COIN-M: what comes before {@code /stream} for trades and mark prices; absent: nothing. */
    Optional<String> coinmMarketPath();
}
