// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.aggregation;

import io.ballast.common.money.Decimal;
import io.ballast.market.venue.VenueId;
import java.util.List;

/**
 * One price over several venues.
 *
 * @param price as the first of the venues writes it
 * @param size the venues' sizes together; one venue's own text where it stands there alone
 * @param venues who stands there, in the order of their ids
 */
public record MergedLevel(Decimal price, Decimal size, List<VenueId> venues) {

    public MergedLevel {
        venues = List.copyOf(venues);
    }
}
