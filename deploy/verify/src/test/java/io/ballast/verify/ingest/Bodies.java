// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.ingest;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What an account's agent sends, by number: five positions, one of them new each time and one gone. */
final class Bodies {

    private static final int HELD = 5;

    private Bodies() {}

    /** The tickets that the snapshot of that number shows. */
    static LongStream tickets(int number) {
        return LongStream.range(number + 1, number + 1 + HELD);
    }

    static String snapshotId(int number) {
        return "s-%06d".formatted(number);
    }

    /** Every third closes with a deal what is gone, every seventh brings a deposit that later ones repeat. */
    static String snapshot(int number, Instant takenAt) {
        String positions = tickets(number).mapToObj(Bodies::position).collect(Collectors.joining(","));
        String deals = IntStream.rangeClosed(Math.max(1, number - 20), number)
                .mapToObj(past -> deal(past, takenAt))
                .filter(deal -> !deal.isEmpty())
                .collect(Collectors.joining(","));
        return """
                {"snapshot_id": "%s", "taken_at": "%s", "complete": true, "mode": "hedging",
                 "account": {"balance": 10000, "equity": %d, "margin_used": 100, "currency": "USD"},
                 "positions": [%s], "deals": [%s]}"""
                .formatted(snapshotId(number), takenAt, equity(number), positions, deals);
    }

    static int equity(int number) {
        return 10_000 - number % 40 * 100;
    }

    private static String position(long ticket) {
        return """
                {"ticket": %d, "symbol": "EURUSD", "direction": "buy", "volume": 1, "entry_price": 1.1408,
                 "entry_time": "2026-01-05T09:00:00Z", "current_price": 1.14265}"""
                .formatted(ticket);
    }

    private static String deal(int number, Instant takenAt) {
        if (number % 7 == 0) {
            return "{\"deal_id\": %d, \"type\": \"balance\", \"profit\": 50, \"time\": \"%s\"}"
                    .formatted(1_000_000 + number, takenAt.minusSeconds(1));
        }
        return number % 3 == 0
                ? """
                {"deal_id": %d, "ticket": %d, "type": "sell", "entry": "out", "volume": 1, "price": 1.142,
                 "profit": 120, "time": "%s"}"""
                        .formatted(number, number, takenAt.minusSeconds(1))
                : "";
    }

    /** The bot's word for every second ticket: open when its snapshot first shows it, closed when it is gone. */
    static String trade(long ticket, boolean open) {
        return """
                {"trade_id": "t-%d", "mode": "LIVE", "symbol": "EURUSD", "direction": "buy", "volume": 1,
                 "entry_price": 1.1408, "entry_time": "2026-01-05T09:00:00Z", "status": "%s", "ticket": %d}"""
                .formatted(ticket, open ? "open" : "closed", ticket);
    }
}
