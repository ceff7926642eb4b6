// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.common.testing.TestTokens;
import io.ballast.verify.client.Http;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One account's agent: trades and snapshots one after the other, each sent again, the same bytes under the same id,
 * until it is answered.
 */
final class Pusher {

    /** What a snapshot was answered with. */
    record Answered(int number, String runId, String result) {}

    private static final Duration PAUSE = Duration.ofMillis(30);

    final UUID user;
    final String account;
    final List<Answered> snapshots = new ArrayList<>();
    final Map<String, String> trades = new ConcurrentHashMap<>();
    private final String token;
    private final Supplier<String> service;
    private volatile int answered;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;
    private @Nullable Thread working;

    Pusher(UUID user, String account, Supplier<String> service) {
        this.user = user;
        this.account = account;
        this.service = service;
        this.token = TestTokens.token("agent", user);
    }

    int answered() {
        return answered;
    }

    Pusher open() {
        working = Thread.ofPlatform()
                .daemon()
                .uncaughtExceptionHandler((thread, thrown) -> failure = thrown)
                .start(this::work);
        return this;
    }

    private void work() {
        int number = 1;
        for (; !closed; number++) {
            if (number % 2 == 0) {
                trade(number + 4, true);
                trade(number, false);
            }
            snapshot(number);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        snapshot(number); // after the last word on any trade
    }

    private void trade(long ticket, boolean open) {
        post("trades", Bodies.trade(ticket, open));
        trades.put("t-" + ticket, open ? "open" : "closed");
    }

    private void snapshot(int number) {
        JsonNode told = post("snapshots", Bodies.snapshot(number, Instant.now()));
        snapshots.add(new Answered(
                number, told.path("run_id").asText(), told.path("result").asText()));
        answered++;
    }

    private JsonNode post(String kind, String body) {
        long until = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        String last = "nothing";
        while (System.nanoTime() < until) {
            try {
                Http.Answer answer = Http.post(service.get() + "/api/v1/accounts/" + account + "/" + kind, token, body);
                if (answer.status() == 202) {
                    return answer.json();
                }
                last = answer.status() + " " + answer.body();
                if (answer.status() != 503 && answer.status() != 429) {
                    throw new AssertionError(kind + ": " + last);
                }
            } catch (UncheckedIOException e) {
                last = String.valueOf(e.getMessage()); // it is being killed, or starting
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new AssertionError(kind + " is not answered: " + last);
    }

    /** Returns when everything that was sent is answered. */
    void close() {
        closed = true;
        try {
            if (working != null && !working.join(Duration.ofSeconds(150))) {
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

    /** The newest accepted one. */
    Answered last() {
        return snapshots.stream()
                .filter(snapshot -> snapshot.result().equals("accepted"))
                .toList()
                .getLast();
    }

    @Override
    public String toString() {
        return account + ": answered=" + answered + " failure=" + failure;
    }
}
