// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.book.PriceLevel;
import java.util.List;

/**
 * One depth update.
 *
 * @param first id of the first change in it, {@code U}
 * @param last id of the last change in it, {@code u}
 * @param previous id of the last change in the update before it, {@code pu}; -1 where ids are contiguous
 */
record DepthDiff(long first, long last, long previous, List<PriceLevel> bids, List<PriceLevel> asks) {

    DepthDiff {
        if (first > last || previous >= first) {
            throw new IllegalArgumentException("update ids run backwards: " + previous + " " + first + " " + last);
        }
    }
}
