// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.testing.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InMemoryOutboxTest implements OutboxStoreContract {

    private final InMemoryOutbox outbox = new InMemoryOutbox(new ManualTime());

    @Override
    public OutboxStore store() {
        return outbox;
    }

    @Override
    public Writing begin() {
        return outbox.begin();
    }

    @Test
    void afterAPromotionNumbersGivenAgainStillComeLater() {
        for (int i = 0; i < 3; i++) {
            var before = outbox.begin();
            before.write(TOPIC, OutboxStoreContract.event());
            before.commit();
        }
        OutboxPosition position = outbox.committed().getLast().position();
        outbox.promote(2);
        var after = outbox.begin();
        after.write(TOPIC, OutboxStoreContract.event());
        after.commit();

        assertThat(outbox.committed()).hasSize(2);
        assertThat(outbox.committed().getLast().position().transaction()).isLessThan(position.transaction());
        assertThat(outbox.after(TOPIC, position, 10).await().atMost(Duration.ofSeconds(1)))
                .hasSize(1);
    }
}
