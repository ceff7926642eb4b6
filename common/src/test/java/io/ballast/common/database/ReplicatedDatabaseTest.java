// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.health.HealthContribution.Status;
import io.ballast.common.testing.ReplicatedPostgres;
import io.ballast.common.web.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over two real servers; each test leaves them as it found them, so those that promote have a class of their own. */
class ReplicatedDatabaseTest {

    private static ReplicatedPostgres postgres;

    private final UUID user = UUID.randomUUID();
    private DatabaseUnderTest database;

    @BeforeAll
    static void servers() {
        postgres = ReplicatedPostgres.start();
        postgres.primary().ask("CREATE TABLE noted (what text)");
        postgres.primary().ask("CREATE EXTENSION pg_stat_statements");
    }

    @AfterAll
    static void stopServers() {
        postgres.close();
    }

    @BeforeEach
    void open() {
        database = DatabaseUnderTest.over(postgres);
        database.awaitBoth();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void readsGoToTheReplicaAndWritesToThePrimary() {
        assertThat(database.readingPort(user)).isEqualTo(postgres.standby().port());
        assertThat(database.writingPort()).isEqualTo(postgres.primary().port());
        assertThat(database.status()).isEqualTo(Status.HEALTHY);
        assertThat(database.report()).containsEntry("reads_from", "replica");
    }

    @Test
    void aUserReadsThePrimaryUntilTheReplicaHasReplayedWhatThatUserWrote() {
        postgres.pauseReplay();
        try {
            database.note(user, "mine");

            assertThat(database.walPosition(user)).isPresent();
            assertThat(database.readingPort(user)).isEqualTo(postgres.primary().port());
            assertThat(database.noted(user, "mine")).isEqualTo(1);
            assertThat(database.readingPort(UUID.randomUUID()))
                    .isEqualTo(postgres.standby().port());
        } finally {
            postgres.resumeReplay();
        }
        await().untilAsserted(() -> assertThat(database.readingPort(user))
                .isEqualTo(postgres.standby().port()));
        assertThat(database.noted(user, "mine")).isEqualTo(1);
    }

    @Test
    void aPositionHeardFromAnotherInstanceIsWaitedForToo() {
        postgres.pauseReplay();
        try {
            postgres.primary().ask("INSERT INTO noted VALUES ('elsewhere')");
            database.atLeast(user, String.valueOf(postgres.primary().ask("SELECT pg_current_wal_insert_lsn()")));

            assertThat(database.readingPort(user)).isEqualTo(postgres.primary().port());
        } finally {
            postgres.resumeReplay();
        }
    }

    @Test
    void aReplicaThatLagsOverItsLimitIsNotReadUntilItHasCaughtUp() {
        postgres.pauseReplay();
        try {
            postgres.primary().ask("INSERT INTO noted VALUES ('ahead')");
            await().untilAsserted(() -> assertThat(database.readingPort(user))
                    .isEqualTo(postgres.primary().port()));
            assertThat(database.lagSeconds()).isGreaterThan(DatabaseUnderTest.MAX_LAG.toMillis() / 1000.0);
            assertThat(database.status()).isEqualTo(Status.DEGRADED);
        } finally {
            postgres.resumeReplay();
        }
        await().untilAsserted(() -> assertThat(database.readingPort(user))
                .isEqualTo(postgres.standby().port()));
        assertThat(database.lagSeconds()).isZero();
    }

    @Test
    void whoeverStopsInTheMiddleOfATransactionDoesNotKeepItsLocks() {
        database.lockAndFallSilent();

        assertThat(CompletableFuture.supplyAsync(() -> postgres.primary().ask("SELECT count(*) FROM noted")))
                .succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void anIdlePrimaryMakesNoLag() {
        postgres.primary().ask("INSERT INTO noted VALUES ('last')");
        await().during(DatabaseUnderTest.MAX_LAG.multipliedBy(2))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(database.lagSeconds()).isLessThan(0.5));
    }

    @Test
    void aReplicaThatStopsCostsNoReadAndIsReadAgainWhenItIsBack() {
        postgres.standby().kill();
        for (int i = 0; i < 20; i++) {
            assertThat(database.readingPort(user)).isEqualTo(postgres.primary().port());
        }
        assertThat(database.status()).isEqualTo(Status.DEGRADED);
        assertThat(database.report()).containsEntry("reads_from", "primary");

        postgres.standby().start();
        await().untilAsserted(() -> assertThat(database.readingPort(user))
                .isEqualTo(postgres.standby().port()));
        assertThat(database.breaker("postgres-replica")).isEqualTo("CLOSED");
    }

    @Test
    void aFrozenReplicaIsLeftBeforeTheTimeOfACallIsOver() {
        postgres.standby().freeze();
        try {
            long begun = System.nanoTime();
            assertThat(database.readingPort(user)).isEqualTo(postgres.primary().port());
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        } finally {
            postgres.standby().thaw();
        }
        await().untilAsserted(() -> assertThat(database.readingPort(user))
                .isEqualTo(postgres.standby().port()));
    }

    @Test
    void whileThePrimaryIsAwayReadsGoOnEvenFromAStaleReplicaAndWritesSay503() {
        postgres.pauseReplay();
        try {
            database.note(user, "unseen");
            assertThat(database.readingPort(user)).isEqualTo(postgres.primary().port());

            postgres.primary().kill();

            assertThat(database.readingPort(user)).isEqualTo(postgres.standby().port());
            for (int i = 0; i < 6; i++) {
                assertThatThrownBy(database::writingPort)
                        .isInstanceOf(ProblemException.class)
                        .hasMessageContaining("try again");
            }
            assertThat(database.breaker("postgres-primary")).isEqualTo("OPEN");
            assertThat(database.status()).isEqualTo(Status.DEGRADED);
            assertThat(database.staleSince()).isPresent();
        } finally {
            postgres.standby().ask("SELECT pg_wal_replay_resume()");
            postgres.primary().start();
        }
        await().untilAsserted(() ->
                assertThat(database.tryWriting()).contains(postgres.primary().port()));
        assertThat(database.breaker("postgres-primary")).isEqualTo("CLOSED");
        assertThat(database.staleSince()).isEmpty();
    }

    @Test
    void theLeastSizeOfBothPoolsIsKeptOpen() {
        await().untilAsserted(() -> assertThat(openConnections())
                .hasEntrySatisfying("primary", open -> assertThat((int) open).isBetween(5, 20))
                .hasEntrySatisfying("replica", open -> assertThat((int) open).isBetween(3, 15)));
    }

    @Test
    void statisticsTellPoolsLagTablesAndSlowestQueries() {
        database.readingPort(user);
        Map<String, Object> stats = database.stats();

        assertThat(part(stats, "pools"))
                .extractingByKey("primary")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("max_size", 20)
                .containsEntry("waiting", 0);
        assertThat(part(stats, "replication")).containsEntry("configured", true).containsKey("lag_seconds");
        assertThat((List<?>) stats.get("tables")).asString().contains("noted");
        assertThat((List<?>) stats.get("slowest_queries")).isNotEmpty();

        postgres.primary().ask("DROP EXTENSION pg_stat_statements");
        try {
            assertThat(part(database.stats(), "slowest_queries")).containsEntry("status", "unavailable");
        } finally {
            postgres.primary().ask("CREATE EXTENSION pg_stat_statements");
        }
    }

    private Map<String, Object> openConnections() {
        Map<String, Object> pools = part(database.stats(), "pools");
        return Map.of(
                "primary", part(pools, "primary").get("open"),
                "replica", part(pools, "replica").get("open"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(Map<String, Object> whole, String name) {
        return (Map<String, Object>) java.util.Objects.requireNonNull(whole.get(name), name);
    }
}
