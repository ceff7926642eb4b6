// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.lease.LeaseStore.Bid;
import io.ballast.common.lease.LeaseStore.Claim;
import io.ballast.common.redis.RedisLinks;
import io.ballast.common.testing.EmbeddedRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The check at the write itself, against a real server. */
class RedisFencedScriptTest {

    private static final Duration SHORTLY = Duration.ofSeconds(5);
    private static final RedisFencedScript WRITE = new RedisFencedScript("return redis.call('SET', KEYS[2], ARGV[2])");

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

    @BeforeEach
    void empty() {
        ask(Command.FLUSHALL);
        ask(Command.SCRIPT, "FLUSH");
    }

    @Test
    void theOwnerWrites() {
        write(RedisFence.atLease("lease", take("a", 0)), "by a");
        assertThat(ask(Command.GET, "data")).isEqualTo("by a");
    }

    @Test
    void fromTheTakeoverOnTheFormerOwnersWritesAreRefusedAndChangeNothing() {
        long first = take("a", 0);
        write(RedisFence.atLease("lease", first), "by a");
        long second = takeover("b");
        assertThatThrownBy(() -> write(RedisFence.atLease("lease", first), "by a, late"))
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("epoch " + first + " is by " + second);
        assertThat(ask(Command.GET, "data")).isEqualTo("by a");
        write(RedisFence.atLease("lease", second), "by b");
        assertThat(ask(Command.GET, "data")).isEqualTo("by b");
    }

    @Test
    void aFenceBesideTheKeyIsRaisedByTheFirstWriteOfTheNextOwner() {
        write(RedisFence.beside("data", 5), "five");
        write(RedisFence.beside("data", 6), "six");
        assertThatThrownBy(() -> write(RedisFence.beside("data", 5), "five, late"))
                .isInstanceOf(FencedException.class);
        assertThat(ask(Command.GET, "data")).isEqualTo("six");
        assertThat(ask(Command.HGET, "ballast:fence:{data}", "epoch")).isEqualTo("6");
        assertThat(RedisFence.beside("stream:{3}", 5).key()).isEqualTo("ballast:fence:stream:{3}");
    }

    @Test
    void anErrorOfTheScriptItselfIsNotAFence() {
        RedisFencedScript broken = new RedisFencedScript("return redis.call('LPUSH', KEYS[1], 'x')");
        assertThatThrownBy(() -> broken.run(
                                links.gateway(), RedisFence.atLease("lease", take("a", 0)), List.of(), List.of())
                        .await()
                        .atMost(SHORTLY))
                .isNotInstanceOf(FencedException.class)
                .hasMessageContaining("WRONGTYPE");
    }

    private static long take(String owner, long held) {
        Claim claim = new RedisLeaseStore(links.gateway())
                .claim(new Bid("lease", owner, held, 0, Duration.ofMillis(50)))
                .await()
                .atMost(SHORTLY);
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted) claim).epoch();
    }

    private static long takeover(String owner) {
        long[] epoch = new long[1];
        await().untilAsserted(() -> epoch[0] = take(owner, LeaseStore.NOTHING));
        return epoch[0];
    }

    private static void write(RedisFence fence, String text) {
        WRITE.run(links.gateway(), fence, List.of("data"), List.of(text))
                .await()
                .atMost(SHORTLY);
    }

    private static String ask(Command command, String... arguments) {
        return links.gateway()
                .command(command, arguments)
                .await()
                .atMost(SHORTLY)
                .toString();
    }
}
