// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.kraken;

import io.ballast.market.book.OrderBook;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.Side;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * CRC-32 (IEEE) over the digits of the ten best asks, best first, then of the ten best bids: for each level the price
 * without point and leading zeros, then the quantity likewise. Source: Kraken WebSocket v2, "Book checksum".
 */
final class KrakenChecksum {

    private static final int LEVELS = 10;

    private KrakenChecksum() {}

    /** Unsigned. */
    static long of(OrderBook book) {
        StringBuilder digits = new StringBuilder(512);
        append(digits, book, Side.ASK);
        append(digits, book, Side.BID);
        CRC32 crc = new CRC32();
        crc.update(digits.toString().getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    private static void append(StringBuilder digits, OrderBook book, Side side) {
        for (PriceLevel level : book.best(side, LEVELS)) {
            digits.append(level.price().digits()).append(level.size().digits());
        }
    }
}
