// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.FaultProxy;
import io.ballast.common.testing.RealTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class RedisGatewayClosingTest {

    /** A service once hung at its end: its link was closed while its connection was coming up. */
    @Test
    void closingWhileTheConnectionComesUpHangsNobody() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (EmbeddedRedis server = EmbeddedRedis.start()) {
            Redis redis = Redis.createClient(vertx, new RedisOptions().setConnectionString(server.url()));
            for (int round = 0; round < 300; round++) {
                RealTime time = new RealTime(vertx.getDelegate());
                RedisGateway gateway = RedisLinks.gateway(
                        redis, vertx, QuickSettings.of(server.url()), RedisLinks.breakers(time), time);
                gateway.start(new StartupEvent());
                LockSupport.parkNanos(round * 10_000L); // sweeps the moment of closing over that of coming up
                Thread closing = new Thread(gateway::stop);
                closing.start();
                assertThat(closing.join(Duration.ofSeconds(10)))
                        .as("closed in round %d", round)
                        .isTrue();
                assertThat(gateway.up()).isFalse();
            }
        } finally {
            vertx.close().await().atMost(Duration.ofSeconds(10));
        }
    }

    /** Behind Sentinel commands once failed for ever on a link that was up: a dial given up before had come late. */
    @Test
    void aDialThatConnectsAfterItWasGivenUpTakesNobodysPlace() {
        try (EmbeddedRedis server = EmbeddedRedis.start();
                FaultProxy proxy = FaultProxy.to(server.port())) {
            proxy.blackHole();
            try (RedisLinks links = RedisLinks.quick(proxy.redisUrl(), server.url(), new SimpleMeterRegistry())) {
                await().untilAsserted(() -> assertThat(links.gateway().stats().consecutiveFailures())
                        .isEqualTo(1));
                proxy.heal();
                await().untilAsserted(() -> assertThat(links.gateway().up()).isTrue());
                int late = proxy.release();
                assertThat(late).isPositive();
                await().untilAsserted(() -> assertThat(proxy.ended()).isEqualTo(late));
                assertThat(links.gateway().up()).isTrue();
                assertThat(links.gateway()
                                .command(Command.SET, "k", "v")
                                .await()
                                .atMost(Duration.ofSeconds(5)))
                        .hasToString("OK");
            }
        }
    }
}
