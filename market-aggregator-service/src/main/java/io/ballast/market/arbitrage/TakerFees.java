// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.arbitrage;

import io.ballast.market.venue.MarketConfig;
import io.ballast.market.venue.VenueId;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;

/** What each venue takes of the value of a trade from whoever takes liquidity, as configured. */
@ApplicationScoped
class TakerFees {

    private final Map<VenueId, BigDecimal> fees;

    TakerFees(MarketConfig config) {
        this.fees = config.venues().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        venue -> new VenueId(venue.getKey()),
                        venue -> checked(venue.getKey(), venue.getValue().takerFee())));
    }

    private static BigDecimal checked(String venue, BigDecimal fee) {
        if (fee.signum() < 0 || fee.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException(
                    "ballast.market.venues." + venue + ".taker-fee must be from 0 to below 1: " + fee);
        }
        return fee;
    }

    /** As a fraction of the value: {@code 0.001} is a tenth of a percent. */
    BigDecimal of(VenueId venue) {
        return fees.getOrDefault(venue, BigDecimal.ZERO);
    }
}
