// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.FaultProxy;
import io.ballast.common.testing.RealTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway against a real server and each way in which one fails. */
class RedisGatewayFaultTest {

    private static final Duration DETECT = Duration.ofSeconds(3);
    private static final Duration RECOVER = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private EmbeddedRedis server;
    private FaultProxy proxy;
    private RedisGateway redis;

    @BeforeEach
    void start() {
        server = EmbeddedRedis.start();
        proxy = FaultProxy.to(server.port());
        redis = gateway("redis://127.0.0.1:" + proxy.port());
    }

    private RedisGateway gateway(String url) {
        RealTime time = new RealTime(vertx.getDelegate());
        RedisGateway gateway = new RedisGateway(
                Redis.createClient(vertx, new RedisOptions().setConnectionString(url)),
                new QuickSettings(url),
                time,
                time,
                new SimpleMeterRegistry());
        gateway.start(new StartupEvent());
        await().untilAsserted(
                        () -> assertThat(gateway.up()).as("%s", gateway.stats()).isTrue());
        return gateway;
    }

    @AfterEach
    void end() {
        if (redis != null) {
            redis.stop();
        }
        proxy.close();
        server.close();
        vertx.closeAndAwait();
    }

    @Test
    void killed() {
        server.stop();
        comesDownAndFailsAtOnce();
        server.restart();
        comesBack();
    }

    @Test
    void whileItIsDownCommandsFailWithinMilliseconds() {
        server.stop();
        comesDownAndFailsAtOnce();
        long[] nanos = new long[1_000];
        for (int i = 0; i < nanos.length; i++) {
            long began = System.nanoTime();
            assertThatThrownBy(() -> ask(Command.GET, "k")).isInstanceOf(RedisUnavailableException.class);
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        assertThat(Duration.ofNanos(nanos[nanos.length * 99 / 100])).isLessThan(Duration.ofMillis(5));
    }

    @Test
    void frozen() {
        server.freeze();
        comesDownAndFailsAtOnce();
        server.thaw();
        comesBack();
    }

    @Test
    void halfOpen() {
        proxy.blackHole();
        comesDownAndFailsAtOnce();
        proxy.heal();
        comesBack();
    }

    @Test
    void cutConnection() {
        long before = redis.stats().attempts();
        proxy.cut();
        await().atMost(DETECT)
                .untilAsserted(() -> assertThat(redis.stats().attempts()).isGreaterThan(before));
        comesBack();
    }

    @Test
    void askedForAPassword() {
        ask(Command.CONFIG, "SET", "requirepass", "secret");
        proxy.cut();
        await().atMost(DETECT).untilAsserted(() -> {
            assertThat(redis.up()).isFalse();
            assertThat(redis.stats().lastError()).contains("NOAUTH");
        });
        RedisGateway withPassword = gateway("redis://:secret@127.0.0.1:" + server.port());
        withPassword.command(Command.CONFIG, "SET", "requirepass", "").await().atMost(RECOVER);
        withPassword.stop();
        comesBack();
    }

    @Test
    void readOnlyAndOutOfMemoryAreErrorsOfTheCommandAndTheLinkStaysUp() {
        ask(Command.REPLICAOF, "127.0.0.1", Integer.toString(EmbeddedRedis.freePort()));
        assertThatThrownBy(() -> ask(Command.SET, "k", "v")).hasMessageContaining("READONLY");
        ask(Command.REPLICAOF, "NO", "ONE");
        ask(Command.CONFIG, "SET", "maxmemory", "1");
        assertThatThrownBy(() -> ask(Command.SET, "k", "v")).hasMessageContaining("OOM");
        ask(Command.CONFIG, "SET", "maxmemory", "0");
        ask(Command.SET, "k", "v");
        assertThat(redis.up()).isTrue();
        assertThat(redis.stats().reconnectsLastHour()).isZero();
    }

    @Test
    void anErrorInABatchFailsTheWholeBatchAndNothingAfterIt() {
        assertThatThrownBy(() -> redis.batch(List.of(
                                io.vertx.mutiny.redis.client.Request.cmd(Command.SET)
                                        .arg("k")
                                        .arg("v"),
                                io.vertx.mutiny.redis.client.Request.cmd(Command.LPUSH)
                                        .arg("k")
                                        .arg("v")))
                        .await()
                        .atMost(RECOVER))
                .hasMessageContaining("WRONGTYPE");
        assertThat(ask(Command.GET, "k")).hasToString("v");
    }

    private void comesDownAndFailsAtOnce() {
        await().atMost(DETECT).untilAsserted(() -> assertThat(redis.up()).isFalse());
        assertThatThrownBy(() -> ask(Command.GET, "k")).isInstanceOf(RedisUnavailableException.class);
    }

    private void comesBack() {
        await().atMost(RECOVER).untilAsserted(() -> assertThat(redis.up()).isTrue());
        await().atMost(RECOVER).untilAsserted(() -> ask(Command.SET, "k", "v"));
        assertThat(ask(Command.GET, "k")).hasToString("v");
    }

    private Response ask(Command command, String... arguments) {
        return redis.command(command, arguments).await().atMost(RECOVER);
    }
}
