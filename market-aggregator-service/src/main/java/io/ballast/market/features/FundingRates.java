// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.features;

import io.ballast.market.venue.Funding;
import io.ballast.market.venue.VenueId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The newest funding rate of each venue of a perpetual. Not thread-safe. */
final class FundingRates {

    private record Rate(BigDecimal value, long nanos) {}

    private final SortedMap<VenueId, Rate> rates = new TreeMap<>();
    private final long maxAge;

    FundingRates(Duration maxAge) {
        this.maxAge = maxAge.toNanos();
    }

    void add(Funding funding, long nanos) {
        if (funding.rate() == null) {
            rates.remove(funding.venue());
        } else {
            rates.put(funding.venue(), new Rate(funding.rate().toBigDecimal(), nanos));
        }
    }

    /** Highest minus lowest of those told within the age allowed; null where there are not two. */
    @Nullable
    BigDecimal delta(long nanos) {
        List<BigDecimal> now = rates.values().stream()
                .filter(rate -> nanos - rate.nanos() < maxAge)
                .map(Rate::value)
                .sorted()
                .toList();
        return now.size() < 2 ? null : now.getLast().subtract(now.getFirst());
    }
}
