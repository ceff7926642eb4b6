// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** The venues, and the limits that hold for all of them. */
@ConfigMapping(prefix = "ballast.market")
public interface MarketConfig {

    /** The venues by id, for example {@code binance}. */
    Map<String, VenueConfig> venues();

    /** A book without any data for so long becomes {@code STALE} and leaves the consolidated view. */
    @WithDefault("30s")
    Duration staleAfter();

    /**
     * A book without a snapshot for so long is asked for again; where no book of the venue has one by then, the
     * connection is made anew.
     */
    @WithDefault("60s")
    Duration syncTimeout();

    /** How often ages and limits are checked. */
    @WithDefault("1s")
    Duration checkInterval();

    /** How often an open connection is pinged. */
    @WithDefault("10s")
    Duration pingInterval();

    /** A connection on which nothing at all was heard for so long, pongs included, is dead. */
    @WithDefault("30s")
    Duration silence();

    /** A connection that does not stand by then has failed. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** Ceiling of the first wait before a new connection. */
    @WithDefault("500ms")
    Duration backoffFirst();

    /** No wait before a new connection is longer. */
    @WithDefault("30s")
    Duration backoffCeiling();

    /** One venue is dialled no more often than this within {@code connect-window}; Binance bans beyond 300 in 5 min. */
    @WithDefault("100")
    int connectAttempts();

    /** The stretch of time in which the attempts of {@code connect-attempts} are counted. */
    @WithDefault("5m")
    Duration connectWindow();

    /**
     * Largest message accepted, in bytes; real snapshots reach 5 MB. Larger ones are skipped; a single frame of more
     * than twice this size ends the connection, and another one is made.
     */
    @WithDefault("16777216")
    int maxMessageBytes();

    /** Time limit of one REST request to a venue. */
    @WithDefault("10s")
    Duration restTimeout();

    /** Share of the frames that are traced when they lead to a publication, from 0 to 1. */
    @WithDefault("1.0")
    double traceRatio();
}
