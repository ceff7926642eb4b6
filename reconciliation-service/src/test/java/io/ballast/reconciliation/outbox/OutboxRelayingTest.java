// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.outbox;

import static io.ballast.common.outbox.OutboxStoreContract.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.events.Topic;
import io.ballast.common.outbox.Outbox;
import io.ballast.common.outbox.OutboxConfig;
import io.ballast.common.outbox.OutboxPosition;
import io.ballast.common.outbox.OutboxRow;
import io.ballast.common.outbox.OutboxStore;
import io.ballast.common.outbox.OutboxStoreContract;
import io.ballast.common.outbox.OutboxStoreContract.Writing;
import io.ballast.common.outbox.RedisOutboxes;
import io.ballast.common.redis.RedisLinks;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.FaultProxy;
import io.ballast.common.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay between a real PostgreSQL and a real Redis. */
class OutboxRelayingTest {

    private static OutboxTable table;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private EmbeddedRedis server;
    private FaultProxy proxy;
    private RedisLinks direct;
    private RedisLinks redis;
    private @Nullable Outbox outbox;

    @BeforeAll
    static void start() {
        table = new OutboxTable();
    }

    @AfterAll
    static void stop() {
        table.close();
    }

    @BeforeEach
    void begin() {
        table.empty();
        server = EmbeddedRedis.start();
        proxy = FaultProxy.to(server.port());
        direct = new RedisLinks(server.url(), new SimpleMeterRegistry());
        redis = new RedisLinks(proxy.redisUrl(), meters);
        await().untilAsserted(() -> assertThat(redis.gateway().up()).isTrue());
        await().untilAsserted(() -> assertThat(direct.gateway().up()).isTrue());
    }

    @AfterEach
    void end() {
        if (outbox != null) {
            outbox.stop();
        }
        redis.close();
        direct.close();
        proxy.close();
        server.close();
    }

    @Test
    void aRowThatCommitsLateIsRelayedOnceAndBeforeThoseThatOvertookIt() {
        CountingStore store = new CountingStore(table.store());
        relay(store, "poll-interval=20ms");
        Writing first = table.begin();
        first.write(TOPIC, OutboxStoreContract.event());
        Writing second = table.begin();
        second.write(TOPIC, OutboxStoreContract.event());
        second.commit();
        int before = store.pages.get();
        await().untilAsserted(() -> assertThat(store.pages.get()).isGreaterThan(before + 5));
        assertThat(ids()).isEmpty();

        first.commit();

        await().untilAsserted(() -> assertThat(ids()).hasSize(2));
        int after = store.pages.get();
        await().untilAsserted(() -> assertThat(store.pages.get()).isGreaterThan(after + 5));
        assertThat(ids()).isEqualTo(table.committed());
    }

    /** Replies get lost, connections are cut in the middle of everything, transactions overlap and roll back. */
    @Test
    void whateverIsCutEveryCommittedRowIsInTheStreamOnceAndInOrder() throws InterruptedException {
        long seed = new Random().nextLong();
        relay(table.store(), "poll-interval=20ms", "batch=7", "retry-first=10ms", "retry-ceiling=50ms");
        List<Thread> writers = IntStream.range(0, 6)
                .mapToObj(i -> Thread.ofVirtual().start(() -> write(new Random(seed + i))))
                .toList();
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            proxy.cut();
            writers.get(random.nextInt(writers.size())).join(Duration.ofMillis(20 + random.nextInt(100)));
        }
        for (Thread writer : writers) {
            writer.join();
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ids()).hasSameSizeAs(table.committed()));
        assertThat(ids()).as("seed %d", seed).isEqualTo(table.committed());
    }

    @Test
    void aRedisThatComesBackEmptyGetsAgainWhatIsKept() {
        relay(table.store());
        commit(300);
        await().untilAsserted(() -> assertThat(ids()).hasSize(300));
        server.stop();
        commit(5);
        server.restart();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ids()).hasSize(305));
        assertThat(ids()).isEqualTo(table.committed());
    }

    @Test
    void thousandsASecond() throws SQLException {
        int rows = 20_000;
        try (Connection connection = table.connect()) {
            connection
                    .createStatement()
                    .execute("INSERT INTO outbox (topic, id, source, type, subject, occurred_at, data)"
                            + " SELECT 'reconciliation.events', gen_random_uuid(), '/reconciliation-service',"
                            + " 'reconciliation.position_matched', 'main', now(), '{\"text\": \"' || repeat('x', 300) || '\"}'"
                            + " FROM generate_series(1, " + rows + ")");
        }
        long began = System.nanoTime();
        relay(table.store());
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(length()).isEqualTo(rows));
        double perSecond = rows / ((System.nanoTime() - began) / 1e9);
        System.out.printf("outbox relay: %.0f events/s%n", perSecond);
        assertThat(perSecond).isGreaterThan(2_000);
    }

    private void relay(OutboxStore store, String... settings) {
        Outbox started = new Outbox(
                        List.of(TOPIC),
                        store,
                        RedisOutboxes.stream(redis, meters),
                        Settings.of(OutboxConfig.class, "ballast.outbox", settings),
                        redis.time(),
                        redis.time(),
                        Runnable::run)
                .meters(meters);
        outbox = started;
        started.acquired(1);
    }

    private static void write(Random random) {
        for (int i = 0; i < 60; i++) {
            Writing transaction = table.begin();
            for (int row = random.nextInt(3); row >= 0; row--) {
                transaction.write(TOPIC, OutboxStoreContract.event());
            }
            java.util.concurrent.locks.LockSupport.parkNanos(random.nextInt(20_000_000));
            if (random.nextInt(6) == 0) {
                transaction.rollback();
            } else {
                transaction.commit();
            }
        }
    }

    private static void commit(int rows) {
        Writing transaction = table.begin();
        for (int i = 0; i < rows; i++) {
            transaction.write(TOPIC, OutboxStoreContract.event());
        }
        transaction.commit();
    }

    private int length() {
        return direct.gateway()
                .command(Command.XLEN, TOPIC.streamKey())
                .await()
                .atMost(Duration.ofSeconds(5))
                .toInteger();
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        direct.gateway()
                .command(Command.XRANGE, TOPIC.streamKey(), "-", "+")
                .await()
                .atMost(Duration.ofSeconds(5))
                .forEach(entry -> {
                    for (int i = 0; i < entry.get(1).size(); i += 2) {
                        if (entry.get(1).get(i).toString().equals("id")) {
                            ids.add(entry.get(1).get(i + 1).toString());
                        }
                    }
                });
        return ids;
    }

    /** Counts how often it was asked, to show that the relay looked and left a row alone. */
    private record CountingStore(OutboxStore store, AtomicInteger pages) implements OutboxStore {

        CountingStore(OutboxStore store) {
            this(store, new AtomicInteger());
        }

        @Override
        public Uni<List<OutboxRow>> after(Topic topic, OutboxPosition position, int limit) {
            return store.after(topic, position, limit).invoke(pages::incrementAndGet);
        }

        @Override
        public Uni<Backlog> backlog(Topic topic, OutboxPosition position) {
            return store.backlog(topic, position);
        }

        @Override
        public Uni<Void> confirm(Topic topic, OutboxPosition position) {
            return store.confirm(topic, position);
        }

        @Override
        public Uni<OutboxPosition> confirmed(Topic topic) {
            return store.confirmed(topic);
        }

        @Override
        public Uni<Integer> prune(Topic topic, OutboxPosition position, Duration keep, int limit) {
            return store.prune(topic, position, keep, limit);
        }
    }
}
