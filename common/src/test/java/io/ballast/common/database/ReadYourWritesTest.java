// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.testing.ManualTime;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReadYourWritesTest {

    private final ManualTime time = new ManualTime();
    private final ReadYourWrites writes = new ReadYourWrites(Duration.ofSeconds(20), time, 10);
    private final UUID user = UUID.randomUUID();

    @Test
    void aUserNeedsTheLatestOfWhatThatUserWroteAndOthersDoNot() {
        writes.atLeast(user, new WalPosition(20));
        writes.atLeast(user, new WalPosition(10));

        assertThat(writes.satisfiedBy(new WalPosition(19), user)).isFalse();
        assertThat(writes.satisfiedBy(new WalPosition(20), user)).isTrue();
        assertThat(writes.satisfiedBy(WalPosition.START, UUID.randomUUID())).isTrue();
    }

    @Test
    void itIsForgottenAfterAWhile() {
        writes.atLeast(user, new WalPosition(20));
        time.advance(Duration.ofSeconds(21));

        assertThat(writes.satisfiedBy(WalPosition.START, user)).isTrue();
    }

    @Test
    void whereItOverflowsWhatIsForgottenOfOneIsDemandedForAll() {
        for (int i = 1; i <= 100; i++) {
            writes.atLeast(new UUID(0, i), new WalPosition(i));
        }
        for (int i = 1; i <= 100; i++) {
            assertThat(writes.satisfiedBy(new WalPosition(i - 1), new UUID(0, i)))
                    .as("user %d", i)
                    .isFalse();
        }
    }

    @Test
    void aWriteAtAnUnknownPlaceKeepsEverybodyFromReplicasForAWhile() {
        writes.unknown();
        assertThat(writes.satisfiedBy(new WalPosition(Long.MAX_VALUE), user)).isFalse();

        time.advance(Duration.ofSeconds(21));
        assertThat(writes.satisfiedBy(WalPosition.START, user)).isTrue();
    }
}
