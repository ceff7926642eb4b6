// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How many answers a second the service gives at most: cached ones against the least that any request costs. */
final class Throughput {

    private static final int USERS = 64;

    private final Suite suite;
    private final int rounds;
    private final int seconds;

    Throughput(Suite suite, int rounds, int seconds) {
        this.suite = suite;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    /** Best of the rounds, both sides in turn; what else the machine does only takes away. */
    List<Finding> findings() {
        Traders.Trader trader = Traders.of(suite, 1, 5).all().getFirst();
        List<Load.Request> status = List.of(new Load.Request("/api/v1/reconciliation/status", trader.token()));
        List<Load.Request> hello = List.of(new Load.Request("/api/v1/whoami", trader.token()));
        Side cached = new Side(0, Double.MAX_VALUE);
        Side least = new Side(0, Double.MAX_VALUE);
        for (int round = 0; round < rounds; round++) {
            cached = cached.best(measure(status));
            least = least.best(measure(hello));
        }
        return List.of(
                Finding.atLeast(
                        String.format(
                                Locale.ROOT,
                                "cached status %.0f/s against `/api/v1/whoami` %.0f/s, behind the same token check: share",
                                cached.perSecond,
                                least.perSecond),
                        cached.perSecond / least.perSecond,
                        0.8,
                        ""),
                Finding.told(
                        "the same, in the service's own processor time per answer",
                        String.format(
                                Locale.ROOT,
                                "%.1f µs against %.1f µs: %.2f",
                                cached.micros,
                                least.micros,
                                least.micros / cached.micros)));
    }

    private record Side(double perSecond, double micros) {

        Side best(Side other) {
            return new Side(Math.max(perSecond, other.perSecond), Math.min(micros, other.micros));
        }
    }

    private Side measure(List<Load.Request> requests) {
        Load.Outcome unused = Load.closed(suite.url(), requests, USERS, 1, 1).run();
        Duration before = suite.processorTime();
        int warmUp = 1;
        Load.Outcome outcome =
                Load.closed(suite.url(), requests, USERS, warmUp, seconds).run();
        double used = suite.processorTime().minus(before).toNanos() / 1e3;
        if (outcome.wrong() > 0) {
            throw new IllegalStateException(outcome.wrong() + " wrong answers");
        }
        double answers = (double) outcome.answered() * (seconds + warmUp) / seconds;
        return new Side((double) outcome.answered() / seconds, used / answers);
    }
}
