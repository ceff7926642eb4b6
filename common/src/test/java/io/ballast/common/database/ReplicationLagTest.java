// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplicationLagTest {

    private final ReplicationLag lag = new ReplicationLag();

    @Test
    void anIdlePrimaryMakesNoneHoweverLongAgoItsLastTransactionWas() {
        lag.primaryAt(at(10), seconds(0));
        lag.replicaAt(at(10), Optional.of(Duration.ofHours(1)));
        lag.primaryAt(at(10), seconds(3600));

        assertThat(lag.at(seconds(3600))).isZero();
    }

    @Test
    void itIsTheAgeOfTheOldestPlaceThatIsNotReplayed() {
        lag.primaryAt(at(10), seconds(0));
        lag.replicaAt(at(10), Optional.empty());
        lag.primaryAt(at(20), seconds(5));
        lag.primaryAt(at(30), seconds(7));
        assertThat(lag.at(seconds(9))).isEqualTo(Duration.ofSeconds(4));

        lag.replicaAt(at(25), Optional.of(Duration.ofHours(1)));
        assertThat(lag.at(seconds(9))).isEqualTo(Duration.ofSeconds(2));

        lag.replicaAt(at(30), Optional.of(Duration.ofHours(1)));
        assertThat(lag.at(seconds(9))).isZero();
    }

    @Test
    void beforeItWasEverSeenToCatchUpTheReplicasOwnWordCounts() {
        lag.replicaAt(at(10), Optional.of(Duration.ofMinutes(3)));
        lag.primaryAt(at(20), seconds(1));
        lag.replicaAt(at(11), Optional.of(Duration.ofMinutes(3)));

        assertThat(lag.at(seconds(2))).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void aNewPrimaryIsNotHeldAgainstPlacesOfTheOldOne() {
        lag.primaryAt(at(10), seconds(0));
        lag.replicaAt(at(10), Optional.empty());
        lag.primaryAt(at(50), seconds(1));

        lag.newPrimary();
        lag.primaryAt(at(10), seconds(2));

        assertThat(lag.at(seconds(60))).isZero();
    }

    @Test
    void manyPlacesAreHeldInBoundedMemoryAndTheFirstAndTheLastAreKept() {
        lag.primaryAt(at(1), seconds(0));
        lag.replicaAt(at(1), Optional.empty());
        for (int i = 2; i <= 10_000; i++) {
            lag.primaryAt(at(i), seconds(i));
        }
        assertThat(lag.at(seconds(10_000))).isEqualTo(Duration.ofSeconds(9_998));

        lag.replicaAt(at(9_999), Optional.empty());
        assertThat(lag.at(seconds(10_001))).isEqualTo(Duration.ofSeconds(1));
    }

    private static WalPosition at(long bytes) {
        return new WalPosition(bytes);
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
