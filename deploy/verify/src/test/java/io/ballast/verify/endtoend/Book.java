// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.endtoend;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** A small book as a broker and a bot would tell it: one position on ticket 4711, EURUSD, one lot bought. */
final class Book {

    static final String ACCOUNT = "verify";

    private Book() {}

    static String snapshot(String price) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return """
                {"snapshot_id":"%s","taken_at":"%s","complete":true,"mode":"hedging",
                 "account":{"balance":10000.00,"equity":10185.00,"margin_used":100.00,"currency":"USD"},
                 "positions":[{"ticket":4711,"symbol":"EURUSD","direction":"buy","volume":1.00,"entry_price":1.14080,
                   "entry_time":"%s","current_price":%s,"profit":185.00}],"deals":[]}"""
                .formatted(UUID.randomUUID(), now, now.minusSeconds(3_600), price);
    }

    static String trade() {
        return """
                {"trade_id":"t-1","mode":"LIVE","symbol":"EURUSD","direction":"buy","volume":1.00,"entry_price":1.14080,
                 "entry_time":"%s","status":"open","ticket":4711}"""
                .formatted(Instant.now().minusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS));
    }
}
