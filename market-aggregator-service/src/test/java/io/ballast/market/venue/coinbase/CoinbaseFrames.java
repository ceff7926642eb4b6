// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.coinbase;

/** Frames as the venue writes them, numbered on. */
final class CoinbaseFrames {

    private long sequence;

    /** Loses one message on its way. */
    void lose() {
        sequence++;
    }

    void restart() {
        sequence = 0;
    }

    String frame(String channel, String events) {
        return """
                {"channel":"%s","timestamp":"2026-08-09T21:05:48.483587501Z","sequence_num":%d,"events":[%s]}"""
                .formatted(channel, sequence++, events);
    }

    String snapshot(String product) {
        return frame(
                "l2_data", levels("snapshot", product, change("bid", "100.0", "1"), change("offer", "101.0", "2")));
    }

    String update(String product, String side, String price, String size) {
        return frame("l2_data", levels("update", product, change(side, price, size)));
    }

    static String levels(String type, String product, String... changes) {
        return """
                {"type":"%s","product_id":"%s","updates":[%s]}"""
                .formatted(type, product, String.join(",", changes));
    }

    static String change(String side, String price, String size) {
        return """
                {"side":"%s","event_time":"1970-01-01T00:00:00Z","price_level":"%s","new_quantity":"%s"}"""
                .formatted(side, price, size);
    }

    String trades(String type, String... trades) {
        return frame(
                "market_trades",
                """
                {"type":"%s","trades":[%s]}""".formatted(type, String.join(",", trades)));
    }

    static String trade(String product, long id, String size, String makerSide) {
        return """
                {"product_id":"%s","trade_id":"%d","price":"100.50","size":"%s","time":"2026-08-09T21:05:48.167634Z",\
                "side":"%s"}"""
                .formatted(product, id, size, makerSide);
    }

    String confirmed(String channels) {
        return frame("subscriptions", "{\"subscriptions\":{" + channels + "}}");
    }

    String heartbeat() {
        return frame(
                "heartbeats",
                """
                {"current_time":"2026-08-09 21:05:48.85 +0000 UTC m=+41691.2","heartbeat_counter":%d}"""
                        .formatted(41_691 + sequence));
    }
}
