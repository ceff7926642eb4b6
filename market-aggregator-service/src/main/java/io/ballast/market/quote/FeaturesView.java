// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ballast.market.features.Features;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the venues of a symbol compare; null is what cannot be known now.
 *
 * @param avgPrice mean of {@code prices}
 * @param priceDivergence standard deviation of {@code prices}
 * @param numExchanges venues that are live now; only with two or more is there anything to compare
 * @param prices mid of each live venue
 * @param volatilityFactor standard deviation of the average's relative changes from sample to sample
 * @param leadLag which venue moves before which
 * @param vwap1m volume-weighted average price of the last minute over all venues
 * @param vwap5m likewise of the last five minutes
 * @param spread lowest offer minus highest bid; below 0 where venues cross
 * @param fundingDelta highest minus lowest funding rate of a perpetual's venues
 * @param stale no venue is live: there is no price
 */
record FeaturesView(
        String symbol,
        @Nullable BigDecimal avgPrice,
        @Nullable BigDecimal priceDivergence,
        int numExchanges,
        Map<String, BigDecimal> prices,
        @Nullable BigDecimal volatilityFactor,
        @Nullable LeadLagView leadLag,
        @JsonProperty("vwap_1m") @Nullable BigDecimal vwap1m,
        @JsonProperty("vwap_5m") @Nullable BigDecimal vwap5m,
        @Nullable BigDecimal spread,
        @Nullable BigDecimal fundingDelta,
        boolean stale,
        Instant asOf) {

    /** @param correlation of the leader's changes with the follower's {@code lagMs} later, above 0 to 1 */
    record LeadLagView(String leader, String follower, BigDecimal correlation, long lagMs) {}

    static FeaturesView of(Features features) {
        Map<String, BigDecimal> prices = new TreeMap<>();
        features.prices().forEach((venue, price) -> prices.put(venue.value(), price));
        Features.LeadLag leadLag = features.leadLag();
        return new FeaturesView(
                features.symbol().toString(),
                features.avgPrice(),
                features.priceDivergence(),
                prices.size(),
                prices,
                features.volatilityFactor(),
                leadLag == null
                        ? null
                        : new LeadLagView(
                                leadLag.leader().value(),
                                leadLag.follower().value(),
                                leadLag.correlation(),
                                leadLag.lagMs()),
                features.vwap1m(),
                features.vwap5m(),
                features.spread(),
                features.fundingDelta(),
                prices.isEmpty(),
                features.at());
    }
}
