// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.money.Decimal;
import java.time.Instant;

/**
 * One trade as its venue printed it.
 *
 * @param id the venue's own number, contiguous per symbol
 * @param time the venue's clock
 */
public record Trade(VenueId venue, Symbol symbol, long id, Decimal price, Decimal size, TakerSide side, Instant time) {

    public Trade {
        if (price.signum() <= 0 || size.signum() <= 0) {
            throw new IllegalArgumentException("price and size must be positive: " + price + " " + size);
        }
    }
}
