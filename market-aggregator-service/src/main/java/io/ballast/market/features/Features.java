// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.features;

import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the live venues of a symbol say together. Prices are in the quote currency; nothing is carried forward from a
 * venue that is not live, and what cannot be known is null.
 *
 * @param prices each live venue's mid, half-way between its best bid and offer
 * @param avgPrice their mean; null while there is none
 * @param priceDivergence their standard deviation over the venues (of a population: divided by their number)
 * @param volatilityFactor standard deviation of the average price's relative changes from sample to sample over the
 *     window kept; null before ten changes are known
 * @param leadLag which venue's changes come one sample before another's; null where none does
 * @param vwap1m volume-weighted average price of all venues' trades heard in the last 60 seconds; null without trades
 * @param vwap5m likewise for 300 seconds
 * @param spread lowest offer minus highest bid over the live venues; below 0 where they cross
 * @param fundingDelta highest minus lowest funding rate of the venues that told one lately, as a fraction of the
 *     position at the next settlement; null where fewer than two did
 * @param at local wall clock of the computation
 */
public record Features(
        Symbol symbol,
        SortedMap<VenueId, BigDecimal> prices,
        @Nullable BigDecimal avgPrice,
        @Nullable BigDecimal priceDivergence,
        @Nullable BigDecimal volatilityFactor,
        @Nullable LeadLag leadLag,
        @Nullable BigDecimal vwap1m,
        @Nullable BigDecimal vwap5m,
        @Nullable BigDecimal spread,
        @Nullable BigDecimal fundingDelta,
        Instant at) {

    public Features {
        prices = Collections.unmodifiableSortedMap(new TreeMap<>(prices));
    }

    /**
     * The venue whose price moves first.
     *
     * @param correlation of the leader's changes with the follower's one sample later, above 0 to 1
     * @param lagMs length of one sample
     */
    public record LeadLag(VenueId leader, VenueId follower, BigDecimal correlation, long lagMs) {}

    /** Hears new figures of a symbol to which at least two venues contribute. Must not block. */
    public interface Listener {

        void features(Features features);
    }

    boolean differs(@Nullable Features other) {
        return other == null || !withoutTime().equals(other.withoutTime());
    }

    private Features withoutTime() {
        return new Features(
                symbol,
                prices,
                avgPrice,
                priceDivergence,
                volatilityFactor,
                leadLag,
                vwap1m,
                vwap5m,
                spread,
                fundingDelta,
                Instant.EPOCH);
    }
}
