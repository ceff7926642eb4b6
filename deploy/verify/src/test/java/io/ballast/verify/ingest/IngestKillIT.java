// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.verify.client.RedisStreams;
import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The service, and PostgreSQL every third time, are killed at random moments of ingestion. */
class IngestKillIT {

    private static final int KILLS = Boolean.getBoolean("ballast.soak") ? 100 : 5;
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void everySnapshotAnsweredIsThereOnceAndEverythingAddsUp() {
        long number = Long.getLong("ballast.seed", new Random().nextLong());
        String seed = "ballast.seed=" + number;
        System.out.println("IngestKillIT: " + seed);
        Random random = new Random(number);
        try (IngestServers servers = new IngestServers();
                RedisStreams streams = new RedisStreams(servers.redis().port());
                RunningService service = RunningService.start(Service.RECONCILIATION, servers.settings())) {
            List<Pusher> pushers = pushers(service);
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    goesOn(pushers);
                    pass(50 + random.nextInt(900));
                    if (kill % 3 == 2) {
                        servers.database().kill();
                        pass(random.nextInt(300));
                    }
                    service.kill();
                    if (kill % 3 == 2) {
                        servers.database().start();
                    }
                    service.restart();
                }
                goesOn(pushers);
            } finally {
                pushers.forEach(Pusher::close);
            }
            IngestCheck check = new IngestCheck(servers, streams, seed);
            pushers.forEach(check::whatWasAnsweredIsThere);
            pushers.forEach(check::projectionsAreTheLastSnapshots);
            check.projectionsAreTheLogs();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(check.streamed()).isGreaterThanOrEqualTo(check.logged()));
            check.eventsAreTheLogs();
            System.out.printf(
                    "IngestKillIT: %d kills, %d snapshots, %d events%n",
                    KILLS, pushers.stream().mapToInt(Pusher::answered).sum(), check.logged());
        }
    }

    /** Three users, two accounts each. */
    private static List<Pusher> pushers(RunningService service) {
        List<Pusher> pushers = new ArrayList<>();
        for (int user = 0; user < 3; user++) {
            UUID id = UUID.randomUUID();
            for (String account : List.of("main", "second")) {
                pushers.add(new Pusher(id, account, service::url).open());
            }
        }
        return pushers;
    }

    private static void goesOn(List<Pusher> pushers) {
        for (Pusher pusher : pushers) {
            int before = pusher.answered();
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(pusher.answered()).as("%s", pusher).isGreaterThan(before + 1));
        }
    }

    private static void pass(int millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }
}
