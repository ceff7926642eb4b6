// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.verify.client.RedisStreams;
import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The service is killed at random moments under load, its connections to Redis are cut all the while. */
class OutboxKillIT {

    private static final int KILLS = Boolean.getBoolean("ballast.soak") ? 100 : 5;
    private static final int USERS = 5;

    @Test
    void everyCommittedRowIsInTheStreamExactlyOnceAndInOrderPerUser() {
        long seed = Long.getLong("ballast.seed", new Random().nextLong());
        System.out.println("OutboxKillIT: ballast.seed=" + seed);
        Random random = new Random(seed);
        try (Servers servers = new Servers();
                RedisStreams streams = new RedisStreams(servers.redisPort());
                RunningService service = RunningService.start(Service.RECONCILIATION, servers.settings())) {
            StreamCheck check = new StreamCheck(servers, streams);
            List<Desk> desks = Stream.generate(() -> new Desk(service::url).open())
                    .limit(USERS)
                    .toList();
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    int before = check.streamed();
                    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(check.streamed())
                            .as("it goes on after a kill: %s", desks)
                            .isGreaterThan(before));
                    liveAWhile(servers, random);
                    service.kill();
                    service.restart();
                }
                liveAWhile(servers, random);
            } finally {
                desks.forEach(Desk::close);
            }
            assertThat(desks).allSatisfy(desk -> assertThat(desk.answered()).isGreaterThan(KILLS));

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(check.streamed()).isGreaterThanOrEqualTo(check.logged()));
            check.everyRowIsThereOnceAndInOrder("ballast.seed=" + seed);
            System.out.printf("OutboxKillIT: %d kills, %d events%n", KILLS, check.streamed());
        }
    }

    /** 0.5 to 3 s, with a connection cut every now and then. */
    private static void liveAWhile(Servers servers, Random random) {
        int cuts = random.nextInt(4);
        for (int i = 0; i < cuts; i++) {
            pass(100 + random.nextInt(400));
            servers.cutRedis();
        }
        pass(400 + random.nextInt(600));
    }

    private static void pass(int millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }
}
