// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.okx;

import io.ballast.market.book.OrderBook;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.Side;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * CRC-32 (IEEE), as a signed number, over the 25 best levels of each side in turns, bid first: price and size as they
 * were written, all joined by colons; where one side ends, the other goes on alone. Source: OKX v5 API, "Checksum".
 */
final class OkxChecksum {

    private static final int LEVELS = 25;

    private OkxChecksum() {}

    static int of(OrderBook book) {
        List<PriceLevel> bids = book.best(Side.BID, LEVELS);
        List<PriceLevel> asks = book.best(Side.ASK, LEVELS);
        StringBuilder text = new StringBuilder(1_024);
        for (int i = 0; i < Math.max(bids.size(), asks.size()); i++) {
            append(text, bids, i);
            append(text, asks, i);
        }
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return (int) crc.getValue();
    }

    private static void append(StringBuilder text, List<PriceLevel> levels, int at) {
        if (at < levels.size()) {
            PriceLevel level = levels.get(at);
            text.append(text.isEmpty() ? "" : ":")
                    .append(level.price())
                    .append(':')
                    .append(level.size());
        }
    }
}
