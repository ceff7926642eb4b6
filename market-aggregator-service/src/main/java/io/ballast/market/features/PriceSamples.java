// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.features;

import static io.ballast.market.features.Statistics.DIGITS;

import io.ballast.market.features.Features.LeadLag;
import io.ballast.market.venue.VenueId;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The venues' prices at regular moments, the newest {@code kept} of them. A venue that was away in between has no
 * change there, so that its return is not mistaken for a move. Not thread-safe.
 */
final class PriceSamples {

    private static final int LEAST_CHANGES = 10;
    private static final BigDecimal LEAST_CORRELATION = new BigDecimal("0.2");

    private record Sample(SortedMap<VenueId, BigDecimal> prices) {

        @Nullable
        BigDecimal average() {
            return prices.isEmpty() ? null : Statistics.mean(prices.values());
        }
    }

    private final Deque<Sample> samples = new ArrayDeque<>();
    private final int kept;

    PriceSamples(int kept) {
        this.kept = kept;
    }

    void add(SortedMap<VenueId, BigDecimal> prices) {
        if (samples.size() == kept) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(prices));
    }

    /** Standard deviation of the relative changes of the average, over changes between the same set of venues. */
    @Nullable
    BigDecimal volatility() {
        List<BigDecimal> changes = new ArrayList<>();
        Sample before = null;
        for (Sample sample : samples) {
            if (before != null
                    && sample.prices().keySet().equals(before.prices().keySet())) {
                change(before.average(), sample.average()).ifPresent(changes::add);
            }
            before = sample;
        }
        return changes.size() < LEAST_CHANGES ? null : Statistics.deviation(changes);
    }

    /**
     * The pair whose lagged correlation in one direction is most above that in the other, if it is at least 0.2 by
     * itself; the names decide between equals.
     */
    @Nullable
    LeadLag leadLag(Set<VenueId> live, long sampleMillis) {
        LeadLag best = null;
        BigDecimal bestMargin = BigDecimal.ZERO;
        SortedMap<VenueId, List<BigDecimal>> changes = new TreeMap<>();
        live.forEach(venue -> changes.put(venue, changes(venue)));
        for (Map.Entry<VenueId, List<BigDecimal>> first : changes.entrySet()) {
            VenueId leader = first.getKey();
            List<BigDecimal> moves = first.getValue();
            for (Map.Entry<VenueId, List<BigDecimal>> second : changes.entrySet()) {
                VenueId follower = second.getKey();
                if (follower.equals(leader) || changesKnown(leader, follower) < LEAST_CHANGES) {
                    continue;
                }
                List<BigDecimal> others = second.getValue();
                BigDecimal ahead = Statistics.laggedCorrelation(moves, others);
                BigDecimal margin = ahead.subtract(Statistics.laggedCorrelation(others, moves));
                if (ahead.compareTo(LEAST_CORRELATION) >= 0 && margin.compareTo(bestMargin) > 0) {
                    best = new LeadLag(leader, follower, ahead, sampleMillis);
                    bestMargin = margin;
                }
            }
        }
        return best;
    }

    private List<BigDecimal> changes(VenueId venue) {
        List<BigDecimal> changes = new ArrayList<>(samples.size());
        Sample before = null;
        for (Sample sample : samples) {
            if (before != null) {
                changes.add(change(before.prices().get(venue), sample.prices().get(venue))
                        .orElse(BigDecimal.ZERO));
            }
            before = sample;
        }
        return changes;
    }

    private long changesKnown(VenueId one, VenueId other) {
        return samples.stream()
                        .filter(sample -> sample.prices().containsKey(one)
                                && sample.prices().containsKey(other))
                        .count()
                - 1;
    }

    private static Optional<BigDecimal> change(@Nullable BigDecimal before, @Nullable BigDecimal now) {
        return before == null || now == null
                ? Optional.empty()
                : Optional.of(now.subtract(before).divide(before, DIGITS));
    }
}
