// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import static io.ballast.common.outbox.OutboxStoreContract.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.health.HealthContribution;
import io.ballast.common.testing.ManualTime;
import io.ballast.common.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {

    private final ManualTime time = new ManualTime();
    private final InMemoryOutbox store = new InMemoryOutbox(time);
    private final FakeOutboxStream stream = new FakeOutboxStream(time, new Random(1));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Outbox outbox = new Outbox(
                    List.of(TOPIC),
                    store,
                    stream,
                    Settings.of(OutboxConfig.class, "ballast.outbox"),
                    time,
                    time,
                    Runnable::run)
            .meters(meters);
    private final List<String> committed = new ArrayList<>();

    @BeforeEach
    void reliable() {
        stream.heal();
        outbox.start();
    }

    @Test
    void relaysOnlyWhileItHoldsTheLease() {
        commit(3);
        time.advance(Duration.ofSeconds(1));
        assertThat(stream.ids()).isEmpty();

        outbox.acquired(1);
        time.advance(Duration.ofMillis(50));
        assertThat(stream.ids()).isEqualTo(committed);

        outbox.lost();
        commit(1);
        time.advance(Duration.ofSeconds(5));
        assertThat(stream.ids()).hasSize(3);
    }

    @Test
    void aCommitHereIsRelayedAtOnceAndOneElsewhereAtTheNextPoll() {
        outbox.acquired(1);
        time.advance(Duration.ofMillis(100));
        commit(1);
        outbox.wake();
        time.advance(Duration.ofMillis(20));
        assertThat(stream.ids()).isEqualTo(committed);

        commit(1);
        time.advance(Duration.ofMillis(300));
        assertThat(stream.ids()).isEqualTo(committed);
    }

    @Test
    void whatRedisLostIsRelayedAgainEvenWhenNothingNewIsCommitted() {
        outbox.acquired(1);
        commit(5);
        time.advance(Duration.ofSeconds(2));
        stream.rewind(100);
        assertThat(stream.ids()).isEmpty();

        time.advance(Duration.ofSeconds(2));
        assertThat(stream.ids()).isEqualTo(committed);
        assertThat(meters.get("ballast_outbox_rewinds").functionCounter().count())
                .isEqualTo(1);
    }

    @Test
    void oneThatIsFencedOffStops() {
        outbox.acquired(1);
        time.advance(Duration.ofSeconds(1));
        stream.claim(TOPIC, 2).subscribe().with(claimed -> {});
        commit(1);
        time.advance(Duration.ofSeconds(5));

        assertThat(stream.ids()).isEmpty();
        assertThat(stream.fenced).isEqualTo(1);
        assertThat(outbox.relaying()).isFalse();
    }

    @Test
    void whileRedisIsAwayRowsWaitAreCountedAndMakeItDegraded() {
        outbox.acquired(1);
        commit(2);
        time.advance(Duration.ofSeconds(6));
        stream.away(true);
        commit(3);
        time.advance(Duration.ofSeconds(6));

        assertThat(pending()).isEqualTo(3);
        assertThat(outbox.status()).isEqualTo(HealthContribution.Status.DEGRADED);
        time.advance(Duration.ofSeconds(60));
        assertThat(meters.get("ballast_outbox_oldest_age_seconds").gauge().value())
                .isBetween(60.0, 70.0);

        stream.away(false);
        time.advance(Duration.ofSeconds(6));
        assertThat(stream.ids()).isEqualTo(committed);
        assertThat(pending()).isZero();
        assertThat(outbox.status()).isEqualTo(HealthContribution.Status.HEALTHY);
    }

    @Test
    void relayedRowsAreKeptForTheRetentionAndThenForgotten() {
        outbox.acquired(1);
        commit(2);
        time.advance(Duration.ofHours(23));
        assertThat(store.committed()).hasSize(2);
        time.advance(Duration.ofHours(2));
        assertThat(store.committed()).isEmpty();
    }

    @Test
    void rowsThatWaitAreNeverForgotten() {
        outbox.acquired(1);
        time.advance(Duration.ofSeconds(10));
        stream.away(true);
        commit(2);
        time.advance(Duration.ofHours(30));
        assertThat(store.committed()).hasSize(2);

        stream.away(false);
        time.advance(Duration.ofSeconds(5));
        assertThat(stream.ids()).isEqualTo(committed);
    }

    private double pending() {
        return meters.get("ballast_outbox_pending").gauge().value();
    }

    private void commit(int rows) {
        InMemoryOutbox.Transaction transaction = store.begin();
        for (int i = 0; i < rows; i++) {
            var event = OutboxStoreContract.event();
            committed.add(event.id());
            transaction.write(TOPIC, event);
        }
        transaction.commit();
    }
}
