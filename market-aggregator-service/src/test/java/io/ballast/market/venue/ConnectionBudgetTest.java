// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.link.Backoff;
import io.ballast.common.link.LinkSettings;
import io.ballast.common.link.Supervisor;
import io.ballast.common.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ConnectionBudgetTest {

    private static final int ATTEMPTS = 100;
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final ManualTime time = new ManualTime();
    private final ConnectionBudget budget = new ConnectionBudget(ATTEMPTS, WINDOW, time);

    @Test
    void whatIsSpentComesBackWhenItsWindowIsOver() {
        assertThat(budget.take(60)).isTrue();
        time.advance(Duration.ofMinutes(1));
        assertThat(budget.take(40)).isTrue();
        assertThat(budget.take(1)).isFalse();

        time.advance(Duration.ofMinutes(4));
        assertThat(budget.take(61)).as("all or none").isFalse();
        assertThat(budget.take(60)).isTrue();
    }

    @Test
    void moreSocketsThanThereIsABudgetForStillConnectAlone() {
        assertThat(budget.take(ATTEMPTS + 1)).isTrue();
        assertThat(budget.take(1)).isFalse();
    }

    /** Fifty connections lose their venue at once and find it again after half an hour. */
    @Test
    void fiftyConnectionsReconnectingAtOnceStayWithinTheBudgetAndAreJittered() {
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        System.out.println("ConnectionBudgetTest seed=" + seed);
        List<Long> dials = new ArrayList<>();
        List<Integer> connected = new ArrayList<>();
        boolean[] away = {true};
        for (int i = 0; i < 50; i++) {
            int number = i;
            new Supervisor(
                            "venue-test-" + i,
                            attempt -> {
                                if (!budget.take(1)) {
                                    throw new IllegalStateException("connection budget is spent");
                                }
                                dials.add(time.nanos());
                                if (away[0]) {
                                    attempt.down("refused");
                                } else {
                                    connected.add(number);
                                    attempt.up();
                                }
                                return () -> {};
                            },
                            new LinkSettings(
                                    new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)),
                                    Duration.ofSeconds(10),
                                    Duration.ofDays(1),
                                    Duration.ofSeconds(10)),
                            time,
                            time,
                            new SplittableRandom(seed + i),
                            state -> {})
                    .start();
        }
        time.advance(Duration.ofMinutes(30));
        away[0] = false;
        time.advance(Duration.ofMinutes(10));

        assertThat(connected).hasSize(50).doesNotHaveDuplicates();
        for (int i = 0; i + ATTEMPTS < dials.size(); i++) {
            assertThat(dials.get(i + ATTEMPTS) - dials.get(i)).isGreaterThanOrEqualTo(WINDOW.toNanos());
        }
        List<Long> redials = dials.subList(50, dials.size());
        assertThat(new HashSet<>(redials)).as("no two at one moment").hasSizeGreaterThan(redials.size() * 9 / 10);
        assertThat(dials.size()).as("and nobody waits in vain").isGreaterThan(ATTEMPTS * 6);
    }
}
