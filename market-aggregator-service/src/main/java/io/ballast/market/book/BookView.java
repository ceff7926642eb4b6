// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.book;

import java.util.List;

/**
 * The best levels of a book at one moment.
 *
 * @param bids highest price first
 * @param asks lowest price first
 */
public record BookView(List<PriceLevel> bids, List<PriceLevel> asks) {

    public static final BookView EMPTY = new BookView(List.of(), List.of());

    public BookView {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }
}
