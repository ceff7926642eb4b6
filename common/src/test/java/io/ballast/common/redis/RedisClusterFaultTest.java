// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.redis.cluster.HashSlot;
import io.ballast.common.resilience.BreakerState;
import io.ballast.common.testing.EmbeddedCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster whose first primary has a replica, and each way in which a node of it fails. */
class RedisClusterFaultTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration FAILOVER = Duration.ofSeconds(20);
    private static final int FIRST = 0;
    private static final int LAST = 2;

    private EmbeddedCluster cluster;
    private RedisLinks links;

    @BeforeEach
    void start() {
        cluster = EmbeddedCluster.start(1);
        links = new RedisLinks(cluster.url(), new SimpleMeterRegistry());
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(links.gateway().stats().up()).isTrue());
    }

    @AfterEach
    void end() {
        links.close();
        cluster.close();
    }

    @Test
    void aPrimaryThatIsKilledIsSucceededWithoutARestart() {
        ask(Command.SET, on(FIRST), "v");
        await().untilAsserted(() ->
                assertThat(cluster.replica(FIRST).bulk("INFO keyspace")).contains("keys="));
        cluster.primary(FIRST).stop();
        await().atMost(FAILOVER).ignoreExceptions().untilAsserted(() -> {
            assertThat(ask(Command.SET, on(FIRST), "after")).hasToString("OK");
            assertThat(links.gateway().stats().up()).isTrue();
        });
        assertThat(ask(Command.GET, on(FIRST))).hasToString("after");
        assertThat(ask(Command.GET, on(LAST))).isNull();
        assertThat(links.gateway().statistics().breaker().state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aFrozenPrimaryIsSucceededAndComesBackAsAReplica() {
        cluster.primary(FIRST).freeze();
        await().atMost(FAILOVER).ignoreExceptions().untilAsserted(() -> assertThat(
                        ask(Command.SET, on(FIRST), "by the heir"))
                .hasToString("OK"));
        cluster.primary(FIRST).thaw();
        await().atMost(FAILOVER)
                .untilAsserted(() -> assertThat(cluster.primary(FIRST).bulk("INFO replication"))
                        .contains("role:slave"));
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(links.gateway().stats().up()).isTrue());
        assertThat(ask(Command.GET, on(FIRST))).hasToString("by the heir");
    }

    @Test
    void aNodeAwayTakesOnlyItsSlotsWithIt() {
        cluster.primary(LAST).stop();
        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(links.gateway().stats().up()).isFalse());
        long[] nanos = new long[1_000];
        for (int i = 0; i < nanos.length; i++) {
            long began = System.nanoTime();
            assertThatThrownBy(() -> ask(Command.GET, on(LAST))).isInstanceOf(RedisPartlyUnavailableException.class);
            nanos[i] = System.nanoTime() - began;
            assertThat(ask(Command.SET, on(FIRST), "v")).hasToString("OK");
        }
        Arrays.sort(nanos);
        assertThat(Duration.ofNanos(nanos[nanos.length * 99 / 100])).isLessThan(Duration.ofMillis(5));

        RedisHealth health = new RedisHealth(links.gateway());
        assertThat(health.status()).hasToString("DEGRADED");
        assertThat(health.report()).containsEntry("connected", true).containsEntry("healthy", false);
        assertThat(links.gateway().statistics().breaker().state()).isEqualTo(BreakerState.CLOSED);
        assertThat(links.gateway().keys("nothing*", "stream").await().atMost(LONG))
                .isEmpty();

        cluster.primary(LAST).restart();
        await().atMost(LONG).ignoreExceptions().untilAsserted(() -> assertThat(ask(Command.SET, on(LAST), "v"))
                .hasToString("OK"));
        assertThat(links.gateway().stats().reconnects()).isPositive();
    }

    @Test
    void theBreakerOpensWhenNoNodeWorksAndClosesWhenOneDoes() {
        for (int i = FIRST; i <= LAST; i++) {
            cluster.primary(i).stop();
        }
        cluster.replica(FIRST).stop();
        await().atMost(LONG).untilAsserted(() -> {
            assertThatThrownBy(() -> ask(Command.GET, on(FIRST))).isInstanceOf(RedisUnavailableException.class);
            assertThat(links.gateway().statistics().breaker().state()).isEqualTo(BreakerState.OPEN);
        });
        assertThat(links.gateway().up()).isFalse();
        for (int i = FIRST; i <= LAST; i++) {
            cluster.primary(i).restart();
        }
        await().atMost(FAILOVER).ignoreExceptions().untilAsserted(() -> assertThat(ask(Command.SET, on(LAST), "v"))
                .hasToString("OK"));
    }

    /** A key of the node with that index. */
    private static String on(int index) {
        int n = 0;
        while (EmbeddedCluster.indexOf(HashSlot.of("key" + n)) != index) {
            n++;
        }
        return "key" + n;
    }

    private Response ask(Command command, String... arguments) {
        return links.gateway().command(command, arguments).await().atMost(LONG);
    }
}
