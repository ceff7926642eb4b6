// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.redis.cluster.HashSlot;
import io.ballast.common.testing.EmbeddedCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commands to a real cluster whose slots move. */
class RedisClusterTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private static EmbeddedCluster cluster;
    private static RedisLinks links;

    @BeforeAll
    static void start() {
        cluster = EmbeddedCluster.start(0);
        links = new RedisLinks(cluster.url(), new SimpleMeterRegistry());
        await().untilAsserted(() -> assertThat(links.gateway().stats().up()).isTrue());
    }

    @AfterAll
    static void end() {
        links.close();
        cluster.close();
    }

    @Test
    void slotsAreThoseOfTheServer() {
        List<String> keys = List.of("", "a", "{", "{}", "{a}b", "a{}{b}", "x{a{b}c}", "}{", "ballast:stream:x", "é{ü}");
        for (String key : keys) {
            assertThat(ask(Command.CLUSTER, "KEYSLOT", key).toInteger()).as(key).isEqualTo(HashSlot.of(key));
        }
    }

    @Test
    void everyKeyIsReached() {
        List<Request> writes = IntStream.range(0, 300)
                .mapToObj(i -> Request.cmd(Command.SET).arg("key:" + i).arg("v" + i))
                .toList();
        assertThat(links.gateway().batch(writes).await().atMost(LONG)).hasSize(300);
        for (int i = 0; i < 300; i++) {
            assertThat(ask(Command.GET, "key:" + i)).hasToString("v" + i);
        }
        assertThat(links.gateway().batch(List.of()).await().atMost(LONG)).isEmpty();
    }

    /** Where the client does not know the key of a command, or the command has none. */
    @Test
    void commandsWithSubcommandsFindTheirKey() {
        for (int i = 0; i < 20; i++) {
            String stream = "ballast:stream:{" + i + "}";
            ask(Command.XGROUP, "CREATE", stream, "group", "0", "MKSTREAM");
            ask(Command.XADD, stream, "1-0", "f", "v");
            assertThat(ask(Command.XINFO, "STREAM", stream)).isNotNull();
            assertThat(ask(Command.MEMORY, "USAGE", stream).toLong()).isPositive();
            assertThat(ask(Command.XREADGROUP, "GROUP", "group", "c", "STREAMS", stream, ">"))
                    .isNotNull();
            assertThat(ask(Command.XREAD, "COUNT", "1", "STREAMS", stream, "0")).isNotNull();
        }
        assertThat(ask(Command.TIME)).isNotNull();
        assertThat(links.gateway().keys("ballast:stream:{*", "stream").await().atMost(LONG))
                .hasSize(20)
                .doesNotHaveDuplicates();
    }

    @Test
    void keysOfSeveralSlotsInOneCommandAreRefusedHere() {
        assertThatThrownBy(() -> ask(Command.MGET, "a", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("several slots");
        assertThat(links.gateway().statistics().breaker().active()).isFalse();
    }

    @Test
    void aCommandFollowsItsSlotToAnotherNode() {
        String key = "moving";
        long failed = links.gateway().failedOperations();
        ask(Command.SET, key, "v");
        int slot = HashSlot.of(key);
        int from = EmbeddedCluster.indexOf(slot);
        int to = (from + 1) % 3;
        cluster.beginMove(slot, from, to);
        assertThat(ask(Command.GET, key)).hasToString("v"); // still here
        cluster.carry(key, from, to);
        assertThat(ask(Command.GET, key)).hasToString("v"); // ASK
        assertThat(ask(Command.SET, "{" + key + "}new", "w")).hasToString("OK"); // ASK as well
        cluster.endMove(slot, from, to);
        assertThat(ask(Command.GET, key)).hasToString("v"); // MOVED
        assertThat(ask(Command.GET, "{" + key + "}new")).hasToString("w");
        assertThat(links.gateway().failedOperations()).isEqualTo(failed);
    }

    /** While some keys of a script are here and some there, neither node runs it. */
    @Test
    void aScriptOfTwoKeysWaitsForTheMoveToEnd() {
        String one = "{script}1";
        String two = "{script}2";
        ask(Command.SET, one, "v");
        ask(Command.SET, two, "v");
        int slot = HashSlot.of(one);
        int from = EmbeddedCluster.indexOf(slot);
        int to = (from + 1) % 3;
        cluster.beginMove(slot, from, to);
        cluster.carry(one, from, to);
        var reply = links.gateway()
                .command(Command.EVAL, "return redis.call('GET', KEYS[1])", "2", one, two)
                .subscribeAsCompletionStage();
        assertThat(reply).isNotDone();
        cluster.carry(two, from, to);
        cluster.endMove(slot, from, to);
        assertThat(reply).succeedsWithin(LONG).hasToString("v");
    }

    @Test
    void writesOfOneKeyKeepTheirOrderWhileItsSlotMoves() {
        String stream = "ballast:stream:ordered";
        int slot = HashSlot.of(stream);
        int from = EmbeddedCluster.indexOf(slot);
        int to = (from + 1) % 3;
        for (int round = 0; round < 40; round++) {
            int first = round * 50;
            var written = links.gateway()
                    .batch(IntStream.range(first, first + 50)
                            .mapToObj(i -> Request.cmd(Command.XADD)
                                    .arg(stream)
                                    .arg("*")
                                    .arg("n")
                                    .arg(i))
                            .toList())
                    .subscribeAsCompletionStage();
            switch (round) {
                case 10 -> cluster.beginMove(slot, from, to);
                case 20 -> cluster.carry(stream, from, to);
                case 30 -> cluster.endMove(slot, from, to);
                default -> {}
            }
            assertThat(written).succeedsWithin(LONG);
        }
        Response entries = ask(Command.XRANGE, stream, "-", "+");
        assertThat(entries.size()).isEqualTo(2000);
        for (int i = 0; i < 2000; i++) {
            assertThat(entries.get(i).get(1).get(1).toInteger()).isEqualTo(i);
        }
    }

    private static Response ask(Command command, String... arguments) {
        return links.gateway().command(command, arguments).await().atMost(LONG);
    }
}
