// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.kraken;

import io.ballast.market.book.OrderBook;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.Side;

/** Frames of a Kraken whose book is kept here, so that their checksums are right. */
public final class KrakenFrames {

    private final OrderBook book = new OrderBook(10);
    private final String symbol;

    public KrakenFrames(String symbol) {
        this.symbol = symbol;
    }

    /** One bid and one offer. */
    public String snapshot(String bid, String ask) {
        book.clear();
        return frame("snapshot", bid, "1.00000000", ask, "2.00000000");
    }

    public String update(String bid, String bidSize, String ask, String askSize) {
        return frame("update", bid, bidSize, ask, askSize);
    }

    private String frame(String type, String bid, String bidSize, String ask, String askSize) {
        book.apply(Side.BID, PriceLevel.parse(bid, bidSize));
        book.apply(Side.ASK, PriceLevel.parse(ask, askSize));
        book.truncate();
        return """
                {"channel":"book","type":"%s","data":[{"symbol":"%s","bids":[{"price":%s,"qty":%s}],\
                "asks":[{"price":%s,"qty":%s}],"checksum":%d,"timestamp":"2026-01-05T12:00:00.000001Z"}]}"""
                .formatted(type, symbol, bid, bidSize, ask, askSize, KrakenChecksum.of(book));
    }

    public static String accepted(String channel, String symbol, long request) {
        return """
                {"method":"subscribe","result":{"channel":"%s","symbol":"%s"},"success":true,"req_id":%d}"""
                .formatted(channel, symbol, request);
    }

    public static String trade(String type, String symbol, long id) {
        return """
                {"channel":"trade","type":"%s","data":[{"symbol":"%s","side":"sell","price":100.50,"qty":0.10000000,\
                "ord_type":"market","trade_id":%d,"timestamp":"2026-01-05T12:00:00.123456Z"}]}"""
                .formatted(type, symbol, id);
    }
}
