// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two bridges carry a stream from one Redis to another while bridges and servers are killed at random moments, the
 * servers' files lose their tails, or the target loses everything.
 */
class BridgeKillIT {

    private static final int KILLS = Boolean.getBoolean("ballast.soak") ? 300 : 10;
    private static final long PER_SECOND = Long.getLong("ballast.rate", 25_000);
    private static final String FROM = "ballast:stream:load";
    private static final String TO = "ballast:stream:load.copy";
    private static final Duration CAUGHT_UP = Duration.ofSeconds(60);

    /** What is done to whom. */
    private enum Kill {
        BRIDGE,
        SOURCE,
        TARGET,
        SOURCE_LOSES_TAIL,
        TARGET_LOSES_TAIL,
        TARGET_LOSES_EVERYTHING,
        BOTH_SERVERS
    }

    @TempDir
    Path folder;

    @Test
    void nothingLostNothingTwiceInOrderOnDisksThatAreWrittenAlways() throws IOException {
        kill("always", List.of(Kill.BRIDGE, Kill.SOURCE, Kill.TARGET, Kill.BOTH_SERVERS), KILLS / 2);
    }

    @Test
    void nothingOfWhatTheSourceStillHasIsLostWhenServersLoseTheirNewestDataOrAll() throws IOException {
        kill(
                "everysec",
                List.of(
                        Kill.SOURCE_LOSES_TAIL,
                        Kill.TARGET_LOSES_TAIL,
                        Kill.TARGET_LOSES_EVERYTHING,
                        Kill.TARGET_LOSES_TAIL,
                        Kill.BRIDGE),
                KILLS - KILLS / 2);
    }

    private void kill(String fsync, List<Kill> kinds, int times) throws IOException {
        long seed = Long.getLong("ballast.seed", System.nanoTime());
        System.out.println("BridgeKillIT: ballast.seed=" + seed);
        Random random = new Random(seed);
        try (DurableRedis source = new DurableRedis(folder.resolve("source"), fsync);
                DurableRedis target = new DurableRedis(folder.resolve("target"), fsync);
                RunningService first = RunningService.launch(Service.BRIDGE, settings(source, target));
                RunningService second = RunningService.launch(Service.BRIDGE, settings(source, target));
                Producer producer = new Producer(source.port(), FROM, PER_SECOND)) {
            Ends ends = new Ends(source.port(), FROM, target.port(), TO);
            first.awaitAlive();
            second.awaitAlive();
            settle(producer, ends, "before the first kill");
            for (int i = 0; i < times; i++) {
                Kill kind = i < kinds.size() ? kinds.get(i) : kinds.get(random.nextInt(kinds.size()));
                String what = "kill " + i + " " + kind + ", ballast.seed=" + seed;
                long sourceFloor = source.written();
                long targetFloor = target.written();
                producer.go();
                pass(300 + random.nextInt(1200));
                switch (kind) {
                    case BRIDGE -> {
                        RunningService victim = random.nextBoolean() ? first : second;
                        victim.kill();
                        pass(random.nextInt(1000));
                        producer.pause();
                        settle(producer, ends, what);
                        victim.restart();
                    }
                    case SOURCE -> again(source, random);
                    case TARGET -> again(target, random);
                    case BOTH_SERVERS -> {
                        source.kill();
                        again(target, random);
                        source.restart();
                    }
                    case SOURCE_LOSES_TAIL -> {
                        source.kill();
                        long cut = source.cutTail(random, sourceFloor);
                        what += ", cut " + cut;
                        source.restart();
                    }
                    case TARGET_LOSES_TAIL -> {
                        target.kill();
                        long cut = target.cutTail(random, targetFloor);
                        what += ", cut " + cut;
                        target.restart();
                    }
                    case TARGET_LOSES_EVERYTHING -> {
                        target.kill();
                        target.forget();
                        target.restart();
                    }
                }
                pass(random.nextInt(400));
                producer.pause();
                settle(producer, ends, what);
            }
            System.out.printf(
                    "BridgeKillIT: %d kills with appendfsync %s, %d events compared, %d/s published%n",
                    times, fsync, ends.compared(), producer.rate());
            assertThat(ends.compared()).isGreaterThan(times * 100L);
        }
    }

    /** All is well again, and what the source has is on the target. */
    private static void settle(Producer producer, Ends ends, String what) throws IOException {
        long last = producer.last();
        await().atMost(CAUGHT_UP).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> assertThat(ends.arrived(last))
                .as("caught up, %s", what)
                .isTrue());
        ends.compareAndClear(what);
    }

    private static void again(DurableRedis server, Random random) {
        server.kill();
        pass(random.nextInt(500));
        server.restart();
    }

    static Map<String, String> settings(DurableRedis source, DurableRedis target) {
        String route = "ballast.bridge.routes.copy.";
        return Map.of(
                "ballast.redis.url",
                source.url(),
                "ballast.redis.backoff-ceiling",
                "500ms",
                "ballast.retention.enabled",
                "false",
                "ballast.bridge.redis.other.url",
                target.url(),
                route + "source.type",
                "stream",
                route + "source.topics",
                "load",
                route + "sink.type",
                "stream",
                route + "sink.topic",
                "load.copy",
                route + "sink.redis",
                "other",
                route + "from",
                "oldest");
    }

    static void pass(int millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }
}
