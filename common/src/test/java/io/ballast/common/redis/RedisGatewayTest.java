// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisGatewayTest {

    private final Vertx vertx = Vertx.vertx();
    private final EmbeddedRedis server = EmbeddedRedis.start();
    private final RedisGateway redis = new RedisGateway(
            Redis.createClient(vertx, server.url()),
            new QuickSettings(server.url()),
            new WallClock(),
            timer(vertx),
            new SimpleMeterRegistry());

    @BeforeEach
    void start() {
        redis.start(new StartupEvent());
        await().untilAsserted(() -> assertThat(redis.up()).isTrue());
    }

    @AfterEach
    void end() {
        redis.stop();
        server.close();
        vertx.closeAndAwait();
    }

    @Test
    void carriesCommands() {
        redis.command(Command.SET, "k", "v").await().atMost(Duration.ofSeconds(5));
        assertThat(redis.command(Command.GET, "k").await().atMost(Duration.ofSeconds(5)))
                .hasToString("v");
        assertThat(redis.successfulOperations()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void failsAtOnceWhileRedisIsAwayAndWorksAgainWhenItIsBack() {
        server.stop();
        await().untilAsserted(() -> assertThat(redis.up()).isFalse());

        long began = System.nanoTime();
        assertThatThrownBy(() -> redis.command(Command.GET, "k").await().atMost(Duration.ofSeconds(5)))
                .isInstanceOf(RedisUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));

        server.restart();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(redis.up()).isTrue());
        redis.command(Command.SET, "k", "again").await().atMost(Duration.ofSeconds(5));
        assertThat(redis.stats().reconnectsLastHour()).isEqualTo(1);
    }

    private static Timer timer(Vertx vertx) {
        return (delay, task) -> {
            long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
            return () -> vertx.cancelTimer(id);
        };
    }

    private record QuickSettings(String url) implements RedisConfig {

        @Override
        public Duration commandTimeout() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration pingInterval() {
            return Duration.ofMillis(100);
        }

        @Override
        public Duration backoffFirst() {
            return Duration.ofMillis(50);
        }

        @Override
        public Duration backoffCeiling() {
            return Duration.ofMillis(200);
        }
    }

    private static final class WallClock implements TimeSource {

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    }
}
