// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.FaultProxy;
import io.ballast.common.testing.RealTime;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway against a real server and each way in which one fails. */
class RedisGatewayFaultTest {

    private static final Duration DETECT = Duration.ofSeconds(3);
    private static final Duration RECOVER = Duration.ofSeconds(1);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final int FAULTS = 9;
    private static final FaultTable TABLE = new FaultTable();
    private static final AtomicInteger SHOWN = new AtomicInteger();

    private static final String UNAVAILABLE = "`RedisUnavailableException` at once";
    private static final String DOWN = "down, dialling";

    @TempDir
    Path data;

    private final Vertx vertx = Vertx.vertx();
    private final Breakers breakers = RedisLinks.breakers(new RealTime(vertx.getDelegate()));
    private EmbeddedRedis server;
    private FaultProxy proxy;
    private RedisGateway redis;

    @BeforeEach
    void start() {
        server = EmbeddedRedis.start("--dir", data.toString(), "--rdbcompression", "no");
        proxy = FaultProxy.to(server.port());
        redis = gateway("redis://127.0.0.1:" + proxy.port(), breakers);
    }

    private RedisGateway gateway(String url, Breakers behind) {
        RealTime time = new RealTime(vertx.getDelegate());
        RedisGateway gateway = RedisLinks.gateway(
                Redis.createClient(vertx, new RedisOptions().setConnectionString(url)),
                vertx,
                QuickSettings.of(url),
                behind,
                time);
        gateway.start(new StartupEvent());
        await().untilAsserted(
                        () -> assertThat(gateway.up()).as("%s", gateway.stats()).isTrue());
        return gateway;
    }

    @AfterEach
    void end() {
        redis.stop();
        proxy.close();
        server.close();
        vertx.closeAndAwait();
    }

    /** Not where only some of the faults were run. */
    @AfterAll
    static void theDocumentSaysWhatWasShown() throws IOException {
        if (SHOWN.get() == FAULTS) {
            TABLE.isWhatTheDocumentSays();
        }
    }

    private static void shown(String fault, String commands, String link, Duration noticed) {
        SHOWN.incrementAndGet();
        TABLE.row(fault, commands, link, noticed, RECOVER);
    }

    @Test
    void killed() {
        server.stop();
        comesDownAndFailsAtOnce();
        server.restart();
        comesBack();
        shown("killed", UNAVAILABLE, DOWN, DETECT);
    }

    @Test
    void restartedEmpty() {
        ask(Command.SET, "kept", "v");
        server.stop();
        server.restart();
        await().atMost(DETECT.plus(RECOVER)).ignoreExceptions().untilAsserted(() -> {
            assertThat(redis.stats().reconnects()).isEqualTo(1);
            assertThat(ask(Command.GET, "kept")).isNull();
        });
        comesBack();
        shown("restarted empty", UNAVAILABLE + "; then what was kept is gone", DOWN + ", up when it is back", DETECT);
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
        shown("frozen (SIGSTOP)", UNAVAILABLE, DOWN, DETECT);
    }

    @Test
    void halfOpen() {
        proxy.blackHole();
        comesDownAndFailsAtOnce();
        proxy.heal();
        comesBack();
        shown("half-open: the peer is gone and nobody says so", UNAVAILABLE, DOWN, DETECT);
    }

    @Test
    void cutConnection() {
        long before = redis.stats().attempts();
        proxy.cut();
        await().atMost(DETECT)
                .untilAsserted(() -> assertThat(redis.stats().attempts()).isGreaterThan(before));
        comesBack();
        shown("connection cut", UNAVAILABLE, "dialled again", DETECT);
    }

    @Test
    void askedForAPassword() {
        ask(Command.CONFIG, "SET", "requirepass", "secret");
        proxy.cut();
        comesDownAndFailsAtOnce();
        await().atMost(DETECT)
                .untilAsserted(() -> assertThat(redis.stats().lastError()).contains("NOAUTH"));
        RedisGateway withPassword = gateway(
                "redis://:secret@127.0.0.1:" + server.port(), RedisLinks.breakers(new RealTime(vertx.getDelegate())));
        withPassword.command(Command.CONFIG, "SET", "requirepass", "").await().atMost(LONG);
        withPassword.stop();
        comesBack();
        shown("asked for a password it has not", UNAVAILABLE, DOWN + ", last error `NOAUTH`", DETECT);
    }

    /** It takes connections and answers some commands, so being connected is not enough. */
    @Test
    void loading() {
        assertThat(server.say("DEBUG POPULATE 1200 key 65536")).isEqualTo("+OK");
        assertThat(server.say("SAVE")).isEqualTo("+OK");
        server.stop();
        server.restartLoading("--key-load-delay", "4000"); // it answers every 2 MB: here after each 32 keys
        comesDownAndFailsAtOnce();
        long attempts = redis.stats().attempts();
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(redis.stats().attempts()).isGreaterThan(attempts + 2);
            assertThat(redis.stats().lastError()).contains("LOADING");
        });
        assertThat(redis.stats().reconnects()).isZero();
        await().atMost(LONG).pollInterval(Duration.ofMillis(10)).untilAsserted(() -> assertThat(server.say("GET k"))
                .isEqualTo("$-1"));
        comesBack();
        shown("loading its data", UNAVAILABLE, DOWN + ", last error `LOADING`", DETECT);
    }

    @Test
    void readOnly() {
        ask(Command.REPLICAOF, "127.0.0.1", Integer.toString(EmbeddedRedis.freePort()));
        writesFailWith("READONLY");
        assertThat(server.say("REPLICAOF NO ONE")).isEqualTo("+OK");
        comesBackWithoutReconnecting();
        shown("read-only: it has become a replica", refused("READONLY"), "up", AT_ONCE);
    }

    @Test
    void outOfMemory() {
        ask(Command.CONFIG, "SET", "maxmemory", "1");
        writesFailWith("OOM");
        assertThat(server.say("CONFIG SET maxmemory 0")).isEqualTo("+OK");
        comesBackWithoutReconnecting();
        shown("out of memory", refused("OOM"), "up", AT_ONCE);
    }

    private static String refused(String code) {
        return "writes: the server's `" + code + "`; after five in a row every command: " + UNAVAILABLE;
    }

    private void writesFailWith(String code) {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> ask(Command.SET, "k", "v")).hasMessageContaining(code);
        }
        assertThat(breaker()).isEqualTo(BreakerState.OPEN);
        assertThatThrownBy(() -> ask(Command.GET, "k")).isInstanceOf(RedisUnavailableException.class);
        assertThat(redis.up()).isTrue();
    }

    private void comesBackWithoutReconnecting() {
        comesBack();
        assertThat(redis.stats().reconnects()).isZero();
    }

    @Test
    void anErrorInABatchFailsTheWholeBatchAndNothingAfterIt() {
        assertThatThrownBy(() -> redis.batch(List.of(
                                Request.cmd(Command.SET).arg("k").arg("v"),
                                Request.cmd(Command.LPUSH).arg("k").arg("v")))
                        .await()
                        .atMost(LONG))
                .hasMessageContaining("WRONGTYPE");
        assertThat(ask(Command.GET, "k")).hasToString("v");
        assertThat(breaker()).isEqualTo(BreakerState.CLOSED);
    }

    private BreakerState breaker() {
        return breakers.status("redis").orElseThrow().state();
    }

    private void comesDownAndFailsAtOnce() {
        await().atMost(DETECT).untilAsserted(() -> assertThat(redis.up()).isFalse());
        for (int i = 0; i < 6; i++) { // the last one does not even reach the link
            assertThatThrownBy(() -> ask(Command.GET, "k")).isInstanceOf(RedisUnavailableException.class);
        }
    }

    /** In all, from the moment of repair: the link, the breaker, and a write that is done. */
    private void comesBack() {
        await().atMost(RECOVER)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    assertThat(redis.up()).isTrue();
                    assertThat(ask(Command.SET, "k", "v")).hasToString("OK");
                });
        assertThat(ask(Command.GET, "k")).hasToString("v");
        assertThat(breaker()).isEqualTo(BreakerState.CLOSED);
    }

    private Response ask(Command command, String... arguments) {
        return redis.command(command, arguments).await().atMost(LONG);
    }
}
