// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.book.PriceLevel;
import java.util.List;

/**
 * One depth update.
 *
 * @param first id of the first change in it, {@code U}
 * @param last id of the last change in it, {@code u}
 */
record DepthDiff(long first, long last, List<PriceLevel> bids, List<PriceLevel> asks) {

    DepthDiff {
        if (first > last) {
            throw new IllegalArgumentException("update ids run backwards: " + first + " " + last);
        }
    }
}
