// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.testing.FlakyDialer;
import io.ballast.common.testing.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SupervisorTest {

    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final Duration STABLE = Duration.ofSeconds(10);
    private static final Duration CEILING = Duration.ofSeconds(30);
    /** Always draws just below 1: every wait is as long as its ceiling allows. */
    private static final RandomGenerator LONGEST = () -> -1L;

    private final ManualTime time = new ManualTime();
    private final FlakyDialer dialer = new FlakyDialer();
    private final List<LinkState> states = new ArrayList<>();
    private final Supervisor link = supervisor(LONGEST);

    private Supervisor supervisor(RandomGenerator random) {
        LinkSettings settings =
                new LinkSettings(new Backoff(Duration.ofMillis(500), CEILING), Duration.ofSeconds(5), SILENCE, STABLE);
        return new Supervisor("test", dialer, settings, time, time, random, states::add);
    }

    @Test
    void onlyOneConnectAttemptIsInFlight() {
        link.start();
        link.start();
        time.advance(Duration.ofSeconds(4));
        assertThat(dialer.dialled()).hasSize(1);
    }

    @Test
    void endAndErrorTogetherScheduleOneRetry() {
        link.start();
        dialer.last().attempt().up();
        Attempt first = dialer.last().attempt();

        first.down("error");
        first.down("end");
        time.advance(Duration.ofSeconds(1));

        assertThat(dialer.dialled()).hasSize(2);
        assertThat(dialer.dialled().getFirst().timesClosed()).isEqualTo(1);
    }

    @Test
    void neverGivesUp() {
        link.start();
        for (int i = 0; i < 1_000; i++) {
            dialer.last().attempt().down("refused");
            waitOut();
        }
        assertThat(dialer.dialled()).hasSize(1_001);
    }

    @Test
    void anAttemptThatNeverAnswersTimesOut() {
        link.start();
        time.advance(Duration.ofSeconds(5));
        assertThat(link.state()).isInstanceOf(LinkState.Waiting.class);
        assertThat(dialer.last().timesClosed()).isEqualTo(1);
    }

    @Test
    void delayIsJitteredAndCapped() {
        long seed = System.nanoTime();
        System.out.println("delayIsJitteredAndCapped seed=" + seed);
        Backoff backoff = new Backoff(Duration.ofMillis(500), CEILING);
        RandomGenerator random = new SplittableRandom(seed);

        long[] late = java.util.stream.IntStream.range(0, 10_000)
                .mapToLong(i -> backoff.delay(20, random).toMillis())
                .sorted()
                .toArray();

        assertThat(late[late.length - 1]).isLessThanOrEqualTo(CEILING.toMillis());
        // uniform over [0, 30 s]: the quartiles of 10,000 draws lie within 3 % of the range of their place
        for (int quartile = 1; quartile <= 3; quartile++) {
            assertThat(late[late.length * quartile / 4])
                    .isBetween(CEILING.toMillis() * quartile / 4 - 900, CEILING.toMillis() * quartile / 4 + 900);
        }
        assertThat(backoff.delay(0, LONGEST)).isLessThanOrEqualTo(Duration.ofMillis(500));
        assertThat(backoff.delay(2, LONGEST)).isBetween(Duration.ofMillis(1_900), Duration.ofMillis(2_000));
    }

    @Test
    void attemptResetsOnlyAfterStableUptime() {
        link.start();
        fail(3);
        dialer.last().attempt().up();
        heardFor(dialer.last().attempt(), Duration.ofSeconds(9));
        dialer.last().attempt().down("cut");
        assertThat(link.state()).isInstanceOfSatisfying(LinkState.Waiting.class, w -> assertThat(w.attempt())
                .isEqualTo(4));

        waitOut();
        dialer.last().attempt().up();
        heardFor(dialer.last().attempt(), Duration.ofSeconds(11));
        dialer.last().attempt().down("cut");
        assertThat(link.state()).isInstanceOfSatisfying(LinkState.Waiting.class, w -> assertThat(w.attempt())
                .isEqualTo(1));
    }

    @Test
    void resubscribesBeforeReportingUp() {
        List<String> order = new ArrayList<>();
        Supervisor subscribing = new Supervisor(
                "subscribing",
                attempt -> {
                    order.add("subscribe");
                    attempt.up();
                    return () -> {};
                },
                LinkSettings.defaults(),
                time,
                time,
                LONGEST,
                state -> {
                    if (state instanceof LinkState.Up) {
                        order.add("up");
                    }
                });
        subscribing.start();
        assertThat(order).containsExactly("subscribe", "up");
    }

    @Test
    void lateEventsFromAnOldConnectionAreIgnored() {
        link.start();
        Attempt old = dialer.last().attempt();
        old.down("refused");
        time.advance(Duration.ofSeconds(1));
        dialer.last().attempt().up();

        old.up();
        old.activity();
        old.down("late");

        assertThat(link.state()).isInstanceOf(LinkState.Up.class);
        assertThat(dialer.dialled()).hasSize(2);
    }

    @Test
    void closeCancelsTheTimer() {
        link.start();
        dialer.last().attempt().down("refused");
        link.close();
        time.advance(Duration.ofHours(1));
        assertThat(dialer.dialled()).hasSize(1);
        assertThat(time.pending()).isZero();
        assertThat(link.state()).isInstanceOf(LinkState.Closed.class);
    }

    @Test
    void logsOncePerTransition() {
        List<String> lines = new ArrayList<>();
        Logger logger = Logger.getLogger(Supervisor.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= java.util.logging.Level.INFO.intValue()) {
                    lines.add(line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            link.start();
            fail(20);
            dialer.last().attempt().up();
            heardFor(dialer.last().attempt(), Duration.ofSeconds(11));
            fail(20);
            dialer.last().attempt().up();
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines).hasSize(4); // down, up, down, up
    }

    @Test
    void detectsSilence() {
        link.start();
        dialer.last().attempt().up();
        time.advance(Duration.ofSeconds(2));
        dialer.last().attempt().activity();
        time.advance(Duration.ofMillis(2_999));
        assertThat(link.state()).isInstanceOf(LinkState.Up.class);
        time.advance(Duration.ofMillis(1));
        assertThat(link.state()).isInstanceOfSatisfying(LinkState.Waiting.class, w -> assertThat(w.cause())
                .contains("silent"));
    }

    @Test
    void aDialerThatThrowsIsAFailedAttempt() {
        Supervisor throwing = new Supervisor(
                "throwing",
                attempt -> {
                    throw new IllegalStateException("no route");
                },
                LinkSettings.defaults(),
                time,
                time,
                LONGEST,
                states::add);
        throwing.start();
        assertThat(throwing.stats().lastError()).isEqualTo("no route");
        assertThat(throwing.state()).isInstanceOf(LinkState.Waiting.class);
    }

    @Test
    void countsReconnectsOfTheLastHour() {
        link.start();
        for (int i = 0; i < 3; i++) {
            dialer.last().attempt().up();
            dialer.last().attempt().down("cut");
            waitOut();
        }
        dialer.last().attempt().up();
        assertThat(link.stats().reconnectsLastHour()).isEqualTo(3);
        heardFor(dialer.last().attempt(), Duration.ofMinutes(61));
        assertThat(link.stats().reconnectsLastHour()).isZero();
    }

    @Test
    void metersTellWhetherItIsUpAndHowOftenItCameBack() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        LinkMeters.watch(link, meters);
        link.start();
        assertThat(meters.get("ballast_link_up").tag("link", "test").gauge().value())
                .isZero();
        for (int i = 0; i < 3; i++) {
            dialer.last().attempt().up();
            dialer.last().attempt().down("cut");
            waitOut();
        }
        dialer.last().attempt().up();
        assertThat(meters.get("ballast_link_up").gauge().value()).isEqualTo(1);
        assertThat(meters.get("ballast_link_reconnects").functionCounter().count())
                .isEqualTo(3);
    }

    /** A client may report from under a lock of its own that the listener, on another thread, waits for. */
    @Test
    void dialsAndTellsUnderNoLock() throws Exception {
        Object lockOfTheClient = new Object();
        CountDownLatch telling = new CountDownLatch(1);
        Supervisor other = new Supervisor("other", dialer, LinkSettings.defaults(), time, time, LONGEST, state -> {
            if (state instanceof LinkState.Up) {
                telling.countDown();
                synchronized (lockOfTheClient) {
                    states.add(state);
                }
            }
        });
        other.start();
        Thread reporting = new Thread(() -> dialer.last().attempt().up());
        synchronized (lockOfTheClient) {
            reporting.start();
            telling.await();
            dialer.last().attempt().activity();
            dialer.last().attempt().down("from under the lock");
            assertThat(other.state()).isInstanceOf(LinkState.Waiting.class);
        }
        assertThat(reporting.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aListenerThatThrowsHoldsNothingUp() {
        Supervisor failing = new Supervisor("failing", dialer, LinkSettings.defaults(), time, time, LONGEST, state -> {
            throw new IllegalStateException("listener");
        });
        failing.start();
        dialer.last().attempt().up();
        assertThat(failing.state()).isInstanceOf(LinkState.Up.class);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            dialer.last().attempt().down("refused");
            waitOut();
        }
    }

    /** Lets exactly the wait before the next attempt pass. */
    private void waitOut() {
        time.advance(((LinkState.Waiting) link.state()).delay());
    }

    private void heardFor(Attempt attempt, Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            attempt.activity();
            time.advance(Duration.ofSeconds(1));
        }
    }
}
