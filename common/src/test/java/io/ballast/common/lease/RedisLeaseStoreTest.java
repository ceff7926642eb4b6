// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.lease.LeaseStore.Bid;
import io.ballast.common.redis.RedisLinks;
import io.ballast.common.testing.EmbeddedRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisLeaseStoreTest extends LeaseStoreContractTest {

    private static EmbeddedRedis server;
    private static RedisLinks links;

    @BeforeAll
    static void start() {
        server = EmbeddedRedis.start();
        links = new RedisLinks(server.url(), new SimpleMeterRegistry());
        await().untilAsserted(() -> assertThat(links.gateway().up()).isTrue());
    }

    @AfterAll
    static void end() {
        links.close();
        server.close();
    }

    @Override
    LeaseStore store() {
        return new RedisLeaseStore(links.gateway());
    }

    @Override
    void pass(Duration duration) {}

    @Override
    @BeforeEach
    void emptied() {
        ask(Command.FLUSHALL);
    }

    @Test
    void aServerClockPutBackLengthensALeaseByNoMoreThanItsTimeToLive() {
        store().claim(new Bid("lease", "a", LeaseStore.NOTHING, 0, LONG))
                .await()
                .atMost(Duration.ofSeconds(5));
        Bid next = new Bid("lease", "b", LeaseStore.NOTHING, 0, Duration.ofMillis(50));
        await().untilAsserted(() -> assertThat(store().claim(next).await().atMost(Duration.ofSeconds(5)))
                .isInstanceOf(LeaseStore.Claim.Granted.class));
    }

    private static void ask(Command command, String... arguments) {
        links.gateway().command(command, arguments).await().atMost(Duration.ofSeconds(5));
    }
}
