// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.okx;

import io.ballast.market.book.OrderBook;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.Side;

/** Frames of one book whose checksums are right. */
final class OkxFrames {

    private final OrderBook book = new OrderBook(400);
    private final String instrument;
    private long sequence;

    OkxFrames(String instrument, long sequence) {
        this.instrument = instrument;
        this.sequence = sequence;
    }

    String snapshot(String bid, String ask) {
        book.clear();
        return frame("snapshot", -1, ++sequence, bid, "1.0", ask, "2.0");
    }

    String update(String bid, String bidSize, String ask, String askSize) {
        long before = sequence;
        sequence += 3;
        return frame("update", before, sequence, bid, bidSize, ask, askSize);
    }

    /** After maintenance the numbers begin again lower. */
    String reset(String bid, String bidSize, String ask, String askSize) {
        long before = sequence;
        sequence = 2;
        return frame("update", before, sequence, bid, bidSize, ask, askSize);
    }

    String keepAlive() {
        return "{\"arg\":{\"channel\":\"books\",\"instId\":\"" + instrument + "\"},\"action\":\"update\",\"data\":[{"
                + "\"asks\":[],\"bids\":[],\"ts\":\"1\",\"checksum\":0,\"prevSeqId\":" + sequence + ",\"seqId\":"
                + sequence + "}]}";
    }

    private String frame(
            String action, long before, long number, String bid, String bidSize, String ask, String askSize) {
        book.apply(Side.BID, PriceLevel.parse(bid, bidSize));
        book.apply(Side.ASK, PriceLevel.parse(ask, askSize));
        return """
                {"arg":{"channel":"books","instId":"%s"},"action":"%s","data":[{"asks":[["%s","%s","0","1"]],\
                "bids":[["%s","%s","0","1"]],"ts":"1652459225393","checksum":%d,"prevSeqId":%d,"seqId":%d}]}"""
                .formatted(instrument, action, ask, askSize, bid, bidSize, OkxChecksum.of(book), before, number);
    }

    static String done(String channel, String instrument) {
        return "{\"event\":\"subscribe\",\"arg\":{\"channel\":\"" + channel + "\",\"instId\":\"" + instrument
                + "\"},\"connId\":\"x\"}";
    }

    static String doesNotExist(String channel, String instrument) {
        return "{\"event\":\"error\",\"code\":\"60018\",\"msg\":\"Wrong URL or channel:" + channel + ",instId:"
                + instrument + " doesn't exist. Please use the correct URL, channel and parameters referring to API "
                + "document.\",\"connId\":\"x\"}";
    }

    static String trade(String instrument, long id, int count, String size, String side) {
        return "{\"arg\":{\"channel\":\"trades\",\"instId\":\"" + instrument + "\"},\"data\":[{\"instId\":\""
                + instrument + "\",\"tradeId\":\"" + id + "\",\"px\":\"30218.80\",\"sz\":\"" + size + "\",\"side\":\""
                + side + "\",\"ts\":\"1652459199958\",\"count\":\"" + count + "\"}]}";
    }
}
