// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.load;

import io.ballast.common.testing.TestTokens;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Users, each with an account in which some positions are open, and the tokens of each and of its agent. */
record Traders(Suite suite, List<Trader> all, int positions) {

    private static final AtomicLong SNAPSHOTS = new AtomicLong();
    private static final int AT_ONCE = 16;

    record Trader(UUID user, String token, String agent) {

        static Trader make() {
            UUID user = UUID.randomUUID();
            return new Trader(user, TestTokens.token("user", user), TestTokens.token("agent", user));
        }
    }

    /** So many, each with one snapshot taken in. */
    static Traders of(Suite suite, int count, int positions) {
        Traders traders =
                new Traders(suite, Stream.generate(Trader::make).limit(count).toList(), positions);
        for (int first = 0; first < count; first += AT_ONCE) {
            List<Trader> some = traders.all.subList(first, Math.min(first + AT_ONCE, count));
            List<CompletableFuture<HttpResponse<String>>> pushes =
                    some.stream().map(trader -> traders.push(trader, 0)).toList();
            for (int i = 0; i < pushes.size(); i++) {
                for (int more = 0; !accepted(pushes.get(i).join()) && !traders.taken(some.get(i), 0); more++) {
                    if (more == 10) {
                        throw new IllegalStateException("snapshots are not taken in any more");
                    }
                }
            }
        }
        return traders;
    }

    /** Whether it was taken in, rather than put off (503) because the database is busy. */
    private static boolean accepted(HttpResponse<String> answer) {
        if (answer.statusCode() == 503) {
            return false;
        }
        if (answer.statusCode() != 202 || !answer.body().contains("\"result\":\"accepted\"")) {
            throw new IllegalStateException(
                    "a snapshot was not accepted: " + answer.statusCode() + " " + answer.body());
        }
        return true;
    }

    /** Pushes one and waits for the answer. */
    boolean taken(Trader trader, int move) {
        return accepted(push(trader, move).join());
    }

    /** Pushes one snapshot; with another {@code move} every stop is another, so every position has an event. */
    CompletableFuture<HttpResponse<String>> push(Trader trader, int move) {
        return Suite.CLIENT.sendAsync(
                suite.post("/api/v1/accounts/main/snapshots", trader.agent(), snapshot(move)),
                HttpResponse.BodyHandlers.ofString());
    }

    private String snapshot(int move) {
        String held = IntStream.rangeClosed(1, positions)
                .mapToObj(ticket ->
                        """
                        {"ticket":%d,"symbol":"EURUSD","direction":"buy","volume":1,"entry_price":1.1408,\
                        "entry_time":"2026-01-05T09:00:00Z","current_price":1.1426,"stop_loss":1.%04d}"""
                                .formatted(ticket, 1 + move % 1000))
                .collect(Collectors.joining(","));
        return """
                {"snapshot_id":"s-%d","taken_at":"%s","complete":true,"account":{"balance":10000,"equity":10185,\
                "margin_used":100,"currency":"USD"},"positions":[%s],"deals":[]}"""
                .formatted(SNAPSHOTS.incrementAndGet(), Instant.now(), held);
    }

    /** What they ask: 50 % status, 30 % positions, 10 % guards, 10 % events, which are not cached. */
    List<Load.Request> mix() {
        List<Load.Request> requests = new ArrayList<>();
        for (Trader trader : all) {
            for (int i = 0; i < 10; i++) {
                String path =
                        switch (i) {
                            case 0, 1, 2, 3, 4 -> "/api/v1/reconciliation/status";
                            case 5, 6, 7 -> "/api/v1/positions/open?include=all";
                            case 8 -> "/api/v1/guards/status";
                            default -> "/api/v1/reconciliation/events?limit=20";
                        };
                requests.add(new Load.Request(path, trader.token()));
            }
        }
        return requests;
    }
}
