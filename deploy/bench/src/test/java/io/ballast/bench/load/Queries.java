// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.load;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Users who look: what they wait, what the caches hit, what reaches the database. */
final class Queries {

    private static final double TTL = 5;
    private static final int PER_SECOND = 1_000;
    private static final double EVENTS_SHARE = 0.1;

    private final Suite suite;
    private final int warmUp;
    private final int seconds;

    Queries(Suite suite, int warmUp, int seconds) {
        this.suite = suite;
        this.warmUp = warmUp;
        this.seconds = seconds;
    }

    /** 100 users: every key's hit rate against rate × TTL / (1 + rate × TTL), nothing being invalidated. */
    List<Finding> hits() {
        Traders traders = Traders.of(suite, 100, 5);
        Measured measured = measure(traders);
        List<Finding> findings = new ArrayList<>();
        for (String feature : Suite.features()) {
            CacheDelta.Counts counts = measured.delta.of(feature);
            double rate =
                    counts.asked() / measured.delta.seconds() / traders.all().size();
            double expected = rate * TTL / (1 + rate * TTL);
            findings.add(Finding.atMost(
                    String.format(
                            Locale.ROOT,
                            "100 users, %d/s: `%s` hit rate %.1f %%, expected at %.2f/s per key %.1f %%: difference",
                            PER_SECOND,
                            feature,
                            100 * counts.hitRate(),
                            rate,
                            100 * expected),
                    100 * Math.abs(counts.hitRate() - expected),
                    2,
                    " points"));
        }
        findings.add(latency("100 users, 1000/s", measured.outcome));
        return findings;
    }

    /** More users, with and without snapshots coming in. */
    List<Finding> latency(int users) {
        Traders traders = Traders.of(suite, users, 5);
        String load = users + " users, " + PER_SECOND + "/s";
        Measured quiet = measure(traders);
        long uncached = Math.round(quiet.outcome.requests() * EVENTS_SHARE * quiet.delta.seconds() / seconds);
        List<Finding> findings = new ArrayList<>();
        findings.add(latency(load, quiet.outcome));
        findings.add(Finding.atMost(
                load + ": database queries per computed answer",
                (double) quiet.delta.queries() / (quiet.delta.loads() + uncached),
                1,
                ""));
        try (Ingestion ingestion = new Ingestion(traders)) {
            Measured busy = measure(traders);
            findings.add(latency(
                    load + ", and 50 snapshots/s of 5 positions (%d taken)".formatted(ingestion.taken.get()),
                    busy.outcome));
        }
        return findings;
    }

    private static Finding latency(String what, Load.Outcome outcome) {
        if (outcome.wrong() > 0) {
            return new Finding(what + ": wrong answers", Long.toString(outcome.wrong()), "0", false);
        }
        return Finding.atMost(
                String.format(
                        Locale.ROOT,
                        "%s: %d answered, median %.2f ms, waited for a connection %.0f ms in all: p99",
                        what,
                        outcome.answered(),
                        outcome.millis(50),
                        outcome.blockedMillis()),
                outcome.millis(99),
                20,
                " ms");
    }

    private record Measured(Load.Outcome outcome, CacheDelta delta) {}

    /** The caches are watched from a second after the warm-up to a second before the end, while all is under way. */
    private Measured measure(Traders traders) {
        long idle = CacheDelta.now(suite).of("reconciliation").asked();
        CompletableFuture<Load.Outcome> load =
                CompletableFuture.supplyAsync(() -> Load.open(suite.url(), traders.mix(), PER_SECOND, warmUp, seconds)
                        .run());
        while (!load.isDone() && CacheDelta.now(suite).of("reconciliation").asked() < idle + PER_SECOND / 4) {
            pass(Duration.ofMillis(100));
        }
        pass(Duration.ofSeconds(warmUp));
        CacheDelta before = CacheDelta.now(suite);
        pass(Duration.ofSeconds(seconds - 2));
        CacheDelta delta = CacheDelta.now(suite).since(before);
        return new Measured(load.join(), delta);
    }

    private static void pass(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /** 50 snapshots a second of users taken at random, each an event for every position. */
    private static final class Ingestion implements AutoCloseable {

        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final Random random = new Random(1);
        private final AtomicInteger taken = new AtomicInteger();

        Ingestion(Traders traders) {
            ScheduledFuture<?> unused = clock.scheduleAtFixedRate(() -> next(traders), 0, 20, TimeUnit.MILLISECONDS);
        }

        private void next(Traders traders) {
            Traders.Trader trader =
                    traders.all().get(random.nextInt(traders.all().size()));
            CompletableFuture<HttpResponse<String>> unused = traders.push(trader, random.nextInt(1_000))
                    .whenComplete((answer, failure) -> {
                        if (answer != null && answer.statusCode() == 202) {
                            taken.incrementAndGet();
                        }
                    });
        }

        @Override
        public void close() {
            clock.shutdownNow();
        }
    }
}
