// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import static io.ballast.common.outbox.OutboxStoreContract.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.events.Event;
import io.ballast.common.testing.ManualTime;
import io.ballast.common.testing.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two relays, overlapping transactions and a network that loses and delays, in random schedules. */
class OutboxRelayRandomTest {

    private static final int STEPS = 400;

    private final ManualTime time = new ManualTime();
    private final InMemoryOutbox store = new InMemoryOutbox(time);
    private final List<InMemoryOutbox.Transaction> open = new ArrayList<>();
    private final OutboxConfig config = Settings.of(OutboxConfig.class, "ballast.outbox", "batch=3");

    @BeforeAll
    static void quiet() {
        Logger.getLogger(OutboxRelay.class.getName()).setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        Logger.getLogger(OutboxRelay.class.getName()).setLevel(Level.INFO);
    }

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("ballast.soak") ? 20_000 : 400);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyCommittedRowIsInTheStreamOnceAndInOrder(long seed) {
        Random random = new Random(seed);
        FakeOutboxStream stream = new FakeOutboxStream(time, random);
        List<OutboxRelay> relays = List.of(relay(stream, new Random(seed + 1)), relay(stream, new Random(seed + 2)));
        long epoch = 0;
        for (int i = 0; i < STEPS; i++) {
            switch (random.nextInt(12)) {
                case 0, 1 -> begin();
                case 2, 3 -> end(random);
                case 4 -> relays.get(random.nextInt(2)).wake();
                case 5 -> relays.get(random.nextInt(2)).acquired(++epoch); // the other is not told: it may be frozen
                case 6 -> relays.get(random.nextInt(2)).lost();
                case 7 -> stream.away(random.nextInt(3) == 0);
                case 8 -> {
                    if (random.nextInt(6) == 0) {
                        stream.rewind(random.nextInt(5));
                    }
                }
                case 9 -> {
                    if (open.isEmpty() && random.nextInt(4) == 0) {
                        store.promote(random.nextInt(3));
                    }
                }
                default -> time.advance(Duration.ofMillis(random.nextInt(800)));
            }
        }
        while (!open.isEmpty()) {
            end(random);
        }
        stream.heal();
        time.advance(Duration.ofSeconds(10)); // what was sent before arrives
        relays.get(0).lost();
        relays.get(1).acquired(epoch + 1);
        time.advance(Duration.ofSeconds(60));

        List<String> committed =
                store.committed().stream().map(row -> row.event().id()).toList();
        // what a promotion lost may have been relayed before
        Set<String> kept = Set.copyOf(committed);
        assertThat(stream.ids().stream().filter(kept::contains).toList())
                .as("seed %d", seed)
                .isEqualTo(committed);
        assertThat(stream.ids()).as("seed %d", seed).doesNotHaveDuplicates();
    }

    private OutboxRelay relay(FakeOutboxStream stream, Random random) {
        return new OutboxRelay(TOPIC, store, stream, config, time, time, random);
    }

    private void begin() {
        InMemoryOutbox.Transaction transaction = store.begin();
        Event event = OutboxStoreContract.event();
        transaction.write(TOPIC, event);
        transaction.write(TOPIC, OutboxStoreContract.event());
        open.add(transaction);
    }

    private void end(Random random) {
        if (!open.isEmpty()) {
            InMemoryOutbox.Transaction transaction = open.remove(random.nextInt(open.size()));
            if (random.nextInt(5) == 0) {
                transaction.rollback();
            } else {
                transaction.commit();
            }
        }
    }
}
