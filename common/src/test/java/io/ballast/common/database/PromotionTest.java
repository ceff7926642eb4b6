// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.testing.FaultProxy;
import io.ballast.common.testing.ReplicatedPostgres;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The standby becomes the primary; writes follow it within 5 s, with the process's ordinary settings. */
class PromotionTest {

    private static final Duration WITHIN = Duration.ofSeconds(5);

    enum OldPrimary {
        /** Its connections are silent and stay open. */
        FROZEN,
        /** Its connections work; it was not told. */
        ALIVE
    }

    private ReplicatedPostgres postgres;

    @BeforeEach
    void servers() {
        postgres = ReplicatedPostgres.start();
        postgres.primary().ask("CREATE TABLE noted (what text)");
    }

    @AfterEach
    void stopServers() {
        postgres.close();
    }

    @ParameterizedTest
    @EnumSource
    void writesFollowAnAddressThatMoves(OldPrimary old) {
        try (FaultProxy address = FaultProxy.to(postgres.primary().port());
                DatabaseUnderTest database = DatabaseUnderTest.withOrdinaryTimes(
                        "port=" + address.port(),
                        "replica.hosts=127.0.0.1:" + postgres.standby().port())) {
            database.awaitBoth();
            assertThat(database.writingPorts())
                    .containsExactly(postgres.primary().port());

            if (old == OldPrimary.FROZEN) {
                postgres.primary().freeze();
            }
            postgres.promote();
            address.retarget(postgres.standby().port());

            await().atMost(WITHIN).untilAsserted(() -> {
                assertThat(database.writingPorts())
                        .containsExactly(postgres.standby().port());
                // connections made while the address moved lead anywhere; those of the second attempt do not
                assertThat(database.attempts()).isGreaterThan(1);
            });
            assertThat(database.readingPort(UUID.randomUUID()))
                    .isEqualTo(postgres.standby().port());
        }
    }

    @Test
    void ofSeveralHostsTheOneThatCanBeWrittenToIsTaken() {
        String both = "127.0.0.1:" + postgres.standby().port() + ",127.0.0.1:"
                + postgres.primary().port();
        try (DatabaseUnderTest database =
                DatabaseUnderTest.withOrdinaryTimes("primary.hosts=" + both, "replica.hosts=" + both)) {
            database.awaitBoth();
            assertThat(database.writingPorts())
                    .containsExactly(postgres.primary().port());
            assertThat(database.readingPort(UUID.randomUUID()))
                    .isEqualTo(postgres.standby().port());

            postgres.changeRoles();

            await().atMost(WITHIN).untilAsserted(() -> assertThat(database.writingPorts())
                    .containsExactly(postgres.standby().port()));
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(database.readingPort(UUID.randomUUID()))
                            .isEqualTo(postgres.primary().port()));
        }
    }
}
