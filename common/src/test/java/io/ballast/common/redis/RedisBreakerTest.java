// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.Isolation;
import io.ballast.common.resilience.OperatorAct;
import io.ballast.common.resilience.ProbeOutcome;
import io.ballast.common.resilience.Transition;
import io.ballast.common.resilience.Transition.Cause;
import io.ballast.common.testing.EmbeddedRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisBreakerTest {

    private static final OperatorAct ACT = new OperatorAct("operator", "maintenance", "test@here", null);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration RECOVER = Duration.ofSeconds(1);

    private final EmbeddedRedis server = EmbeddedRedis.start();
    private final RedisLinks links = new RedisLinks(server.url(), new SimpleMeterRegistry());
    private final List<Transition> moves = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        await().untilAsserted(() -> assertThat(links.gateway().up()).isTrue());
        links.breakers().onTransition(moves::add);
    }

    @AfterEach
    void end() {
        links.close();
        server.close();
    }

    @Test
    void commandsThatAreWrongInThemselvesNeverOpenIt() {
        ask(Command.SET, "text", "v");
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> ask(Command.LPUSH, "text", "v")).hasMessageContaining("WRONGTYPE");
            assertThatThrownBy(() -> ask(Command.EVAL, "return redis.call('INCR', KEYS[1])", "1", "text"))
                    .hasMessageContaining("not an integer");
            assertThatThrownBy(() -> ask(Command.EVAL, "not lua", "0")).hasMessageContaining("compiling script");
            assertThatThrownBy(() -> ask(Command.XGROUP, "CREATE", "none", "g", "$"))
                    .hasMessageContaining("requires the key to exist");
        }
        assertThat(state()).isEqualTo(BreakerState.CLOSED);
        assertThat(moves).isEmpty();
    }

    @Test
    void whatAUserMayNotDoNeverOpensItNorEndsTheLink() {
        assertThat(server.say("ACL SETUSER narrow on >secret ~mine:* +@all -select -echo"))
                .isEqualTo("+OK");
        try (RedisLinks narrow =
                new RedisLinks("redis://narrow:secret@127.0.0.1:" + server.port(), new SimpleMeterRegistry())) {
            await().untilAsserted(() -> assertThat(narrow.gateway().up()).isTrue());
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> ask(narrow, Command.SET, "other", "v")).hasMessageContaining("NOPERM");
            }
            assertThat(ask(narrow, Command.SET, "mine:1", "v")).hasToString("OK");
            assertThat(narrow.breakers().status("redis").orElseThrow().state()).isEqualTo(BreakerState.CLOSED);
            assertThat(narrow.gateway().stats().reconnects()).isZero();
        }
    }

    @Test
    void fiveFailuresOpenItAndTheLinkComingUpClosesItAtOnce() {
        server.stop();
        await().untilAsserted(() -> assertThat(links.gateway().up()).isFalse());
        for (int i = 0; i < 5; i++) {
            assertThat(state()).isEqualTo(BreakerState.CLOSED);
            assertThatThrownBy(() -> ask(Command.GET, "k")).hasMessageContaining("link is down");
        }
        assertThat(state()).isEqualTo(BreakerState.OPEN);
        assertThatThrownBy(() -> ask(Command.GET, "k"))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("breaker is open");

        server.restart();
        await().atMost(RECOVER).ignoreExceptions().untilAsserted(() -> assertThat(ask(Command.SET, "k", "v"))
                .hasToString("OK"));
        assertThat(moves).extracting(Transition::cause).containsExactly(Cause.FAILURES, Cause.LINK_RECOVERED);
    }

    @Test
    void whatAnOperatorForcedOpenStaysOpenWhenTheLinkComesBack() {
        force();
        server.stop();
        await().untilAsserted(() -> assertThat(links.gateway().up()).isFalse());
        server.restart();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(links.gateway().up()).isTrue());
        assertThat(state()).isEqualTo(BreakerState.FORCED_OPEN);
        assertThatThrownBy(() -> ask(Command.GET, "k")).isInstanceOf(RedisUnavailableException.class);

        links.breakers().release("redis");
        assertThat(ask(Command.SET, "k", "v")).hasToString("OK");
        assertThat(moves).extracting(Transition::cause).containsExactly(Cause.FORCE_OPEN, Cause.EXPIRED);
    }

    @Test
    void forcedOpenTheLinkIsProbedAllTheSame() {
        force();
        server.freeze();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(links.gateway().up()).isFalse());
        server.thaw();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(links.gateway().up()).isTrue());
        assertThat(state()).isEqualTo(BreakerState.FORCED_OPEN);
    }

    @Test
    void anOperatorsProbeAsksForAWrite() {
        assertThat(server.say("REPLICAOF 127.0.0.1 " + EmbeddedRedis.freePort()))
                .isEqualTo("+OK");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> ask(Command.SET, "k", "v")).hasMessageContaining("READONLY");
        }
        assertThat(probe()).isInstanceOf(ProbeOutcome.Failed.class);
        assertThat(state()).isNotEqualTo(BreakerState.CLOSED);
    }

    @Test
    void writesThatWorkAgainCloseItThoughTheLinkNeverWentDown() {
        assertThat(server.say("CONFIG SET maxmemory 1")).isEqualTo("+OK");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> ask(Command.SET, "k", "v")).hasMessageContaining("OOM");
        }
        assertThat(state()).isEqualTo(BreakerState.OPEN);
        assertThat(server.say("CONFIG SET maxmemory 0")).isEqualTo("+OK");
        await().atMost(RECOVER).untilAsserted(() -> assertThat(state()).isEqualTo(BreakerState.CLOSED));
        assertThat(moves).extracting(Transition::cause).containsExactly(Cause.FAILURES, Cause.LINK_RECOVERED);
    }

    @Test
    void theHealthReportTellsOfItAndOfNoAddress() {
        RedisHealth health = new RedisHealth(links.gateway());
        await().untilAsserted(() ->
                assertThat(health.report()).containsEntry("healthy", true).containsEntry("circuit_open", false));
        server.stop();
        await().untilAsserted(() -> assertThat(links.gateway().up()).isFalse());
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> ask(Command.GET, "k")).isInstanceOf(RedisUnavailableException.class);
        }
        await().untilAsserted(() ->
                assertThat(links.gateway().stats().consecutiveFailures()).isGreaterThan(2));
        Map<String, Object> report = health.report();
        assertThat(report)
                .containsOnlyKeys(
                        "connected",
                        "healthy",
                        "circuit_open",
                        "connection_attempts",
                        "reconnects_last_hour",
                        "successful_operations",
                        "failed_operations",
                        "consecutive_failures",
                        "last_health_check",
                        "last_error",
                        "last_error_time",
                        "circuit_opened_at")
                .containsEntry("connected", false)
                .containsEntry("healthy", false)
                .containsEntry("circuit_open", true)
                .containsEntry("last_error", "connection refused");
        assertThat(report.get("circuit_opened_at")).isNotNull();
        assertThat(links.gateway().stats().lastError()).contains("127.0.0.1"); // which is for operators
    }

    @Test
    void statisticsAreGatheredAnewAgainAndAgain() {
        await().untilAsserted(() ->
                assertThat(links.gateway().statistics().lastHealthCheck()).isNotNull());
        var first = links.gateway().statistics().lastHealthCheck();
        await().untilAsserted(() ->
                assertThat(links.gateway().statistics().lastHealthCheck()).isAfter(first));
    }

    private void force() {
        links.breakers()
                .isolate(
                        "redis",
                        new Isolation(
                                ACT, links.time().now(), links.time().now().plusSeconds(600)));
    }

    private ProbeOutcome probe() {
        return links.breakers().probe("redis", ACT).await().atMost(LONG);
    }

    private BreakerState state() {
        return links.breakers().status("redis").orElseThrow().state();
    }

    private Response ask(Command command, String... arguments) {
        return ask(links, command, arguments);
    }

    private static Response ask(RedisLinks links, Command command, String... arguments) {
        return links.gateway().command(command, arguments).await().atMost(LONG);
    }
}
