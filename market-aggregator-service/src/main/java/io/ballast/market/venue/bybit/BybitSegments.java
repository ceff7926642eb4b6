// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

import io.ballast.market.venue.VenueAdapter;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Each segment is a venue of its own. */
@Dependent
class BybitSegments {

    @Produces
    @Singleton
    VenueAdapter spot(BybitConfig config) {
        return new BybitAdapter(Segment.SPOT, config);
    }

    @Produces
    @Singleton
    VenueAdapter linear(BybitConfig config) {
        return new BybitAdapter(Segment.LINEAR, config);
    }
}
