// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.outbox;

import io.ballast.common.testing.TestTokens;
import io.ballast.verify.client.Http;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A user whose agent pushes one snapshot after the other for two accounts, each numbered, and each again until it is
 * answered. So the user's events have one right order: that of the numbers.
 */
final class Desk implements AutoCloseable {

    private static final List<String> ACCOUNTS = List.of("main", "second");
    private static final Duration PAUSE = Duration.ofMillis(40);

    final UUID user = UUID.randomUUID();
    private final String token = TestTokens.token("agent", user);
    private final Supplier<String> service;
    private volatile boolean closed;
    private volatile int answered;
    private volatile @Nullable Throwable failure;
    private volatile String last = "nothing";
    private @Nullable Thread working;

    /** @param service where to push now */
    Desk(Supplier<String> service) {
        this.service = service;
    }

    /** Snapshots that were answered with 202. */
    int answered() {
        return answered;
    }

    /** Pushes one after the other from now on. */
    Desk open() {
        working = Thread.ofPlatform()
                .daemon()
                .uncaughtExceptionHandler((thread, thrown) -> failure = thrown)
                .start(this::work);
        return this;
    }

    private void work() {
        for (int number = 1; !closed; number++) {
            push(number);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Returns when the snapshot under way is answered or given up; fails if one was refused. */
    @Override
    public void close() {
        closed = true;
        try {
            if (working != null && !working.join(Duration.ofSeconds(30))) {
                throw new AssertionError("a push does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }

    /** Pushes this snapshot until it is answered, unless the desk closes first. */
    void push(int number) {
        String path = "/api/v1/accounts/" + ACCOUNTS.get(number % 2) + "/snapshots";
        while (!closed) {
            try {
                Http.Answer answer = Http.post(service.get() + path, token, body(number));
                last = answer.status() + " " + answer.body();
                switch (answer.status()) {
                    case 202 -> {
                        answered++;
                        return;
                    }
                    case 409 -> {
                        return; // an earlier try, taken at another moment, was committed
                    }
                    case 503, 429 -> {}
                    default -> throw new AssertionError("snapshot " + number + ": " + last);
                }
            } catch (UncheckedIOException e) {
                last = String.valueOf(e.getMessage()); // it is being killed, or starting
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** What it was told last. */
    @Override
    public String toString() {
        return "desk: answered=" + answered + " failure=" + failure + " last=" + last;
    }

    /** Ten positions, one of them new each time and one gone: every snapshot has several events. */
    private static String body(int number) {
        int first = number / 2;
        String positions = IntStream.range(first, first + 10)
                .mapToObj(ticket ->
                        """
                {"ticket": %d, "symbol": "EURUSD", "direction": "buy", "volume": 1, "entry_price": 1.1408,
                 "entry_time": "2026-01-05T09:00:00Z", "current_price": 1.14265}"""
                                .formatted(ticket + 1))
                .collect(Collectors.joining(","));
        return """
                {"snapshot_id": "s-%06d", "taken_at": "%s", "complete": true, "mode": "hedging",
                 "account": {"balance": 10000, "equity": %d, "margin_used": 100, "currency": "USD"},
                 "positions": [%s], "deals": []}"""
                .formatted(number, Instant.now(), number < 10 ? 10_000 : 7_000, positions);
    }
}
