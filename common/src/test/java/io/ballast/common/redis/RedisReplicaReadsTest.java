// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.redis.cluster.HashSlot;
import io.ballast.common.testing.EmbeddedCluster;
import io.ballast.common.testing.EmbeddedRedis;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads that may be a little old, over real replicas. */
class RedisReplicaReadsTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    Path files;

    @Test
    void aClustersReplicaAnswersThoseReadsAndNoOthers() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(1);
                RedisLinks links = RedisLinks.of(cluster.url(), "topology=cluster", "replica-reads=true")) {
            String key = keyOfTheFirst();
            EmbeddedRedis replica = cluster.replica(0);
            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(links.gateway().stats().up()).isTrue());
            links.gateway().command(Command.SET, key, "v").await().atMost(LONG);
            assertThat(links.gateway().command(Command.GET, key).await().atMost(LONG))
                    .hasToString("v");
            assertThat(gets(replica)).isEmpty();

            await().atMost(LONG).untilAsserted(() -> {
                assertThat(stale(links, key)).isEqualTo("v");
                assertThat(gets(replica)).isNotEmpty();
            });

            cluster.primary(0).freeze();
            assertThat(stale(links, key)).isEqualTo("v"); // nobody else could say so
            cluster.primary(0).thaw();

            await().atMost(LONG).ignoreExceptions().untilAsserted(() -> assertThat(stale(links, key))
                    .isEqualTo("v"));
        }
    }

    @Test
    void withoutItsReplicaThePrimaryAnswers() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(1);
                RedisLinks links = RedisLinks.of(cluster.url(), "topology=cluster", "replica-reads=true")) {
            String key = keyOfTheFirst();
            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(links.gateway().stats().up()).isTrue());
            links.gateway().command(Command.SET, key, "v").await().atMost(LONG);
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(stale(links, key)).isEqualTo("v");
                assertThat(gets(cluster.replica(0))).isNotEmpty();
            });
            cluster.replica(0).stop();
            for (int i = 0; i < 50; i++) {
                assertThat(stale(links, key)).isEqualTo("v");
            }
            RedisCommands control = links.servers().commands("control", links.blocking());
            await().atMost(LONG).ignoreExceptions().untilAsserted(() -> assertThat(
                            control.stale(Request.cmd(Command.GET).arg(key))
                                    .await()
                                    .atMost(LONG))
                    .hasToString("v"));
            control.close();
        }
    }

    @Test
    void offNoReplicaIsAsked() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(1);
                RedisLinks links = RedisLinks.of(cluster.url(), "topology=cluster")) {
            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(links.gateway().stats().up()).isTrue());
            for (int i = 0; i < 50; i++) {
                assertThat(stale(links, keyOfTheFirst())).isEqualTo("null");
            }
            assertThat(gets(cluster.replica(0))).isEmpty();
        }
    }

    @Test
    void behindSentinelAReplicaAnswersUnlessItIsCutOffFromItsPrimary() {
        String here = files.toString();
        try (EmbeddedRedis primary = EmbeddedRedis.start("--dir", here);
                EmbeddedRedis replica = EmbeddedRedis.start(
                        "--dir",
                        here,
                        "--dbfilename",
                        "replica.rdb",
                        "--replicaof",
                        "127.0.0.1",
                        Integer.toString(primary.port()));
                EmbeddedRedis sentinel =
                        EmbeddedRedis.sentinel(files.resolve("sentinel.conf"), "ours", primary.port());
                RedisLinks links =
                        RedisLinks.of(sentinel.url(), "topology=sentinel", "master-name=ours", "replica-reads=true")) {
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(links.gateway().up()).isTrue());
            links.gateway().command(Command.SET, "k", "old").await().atMost(LONG);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(stale(links, "k")).isEqualTo("old");
                assertThat(gets(replica)).isNotEmpty();
            });

            replica.say("REPLICAOF 127.0.0.1 " + EmbeddedRedis.freePort());
            links.gateway().command(Command.SET, "k", "new").await().atMost(LONG);
            assertThat(replica.bulk("GET k")).isEqualTo("old");
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(stale(links, "k")).isEqualTo("new"));
        }
    }

    private static String stale(RedisLinks links, String key) {
        return String.valueOf(links.gateway().stale(Command.GET, key).await().atMost(LONG));
    }

    /** What that server says about the GETs that it has answered; empty if there were none. */
    private static String gets(EmbeddedRedis server) {
        return server.bulk("INFO commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_get:"))
                .findFirst()
                .orElse("");
    }

    private static String keyOfTheFirst() {
        int n = 0;
        while (EmbeddedCluster.indexOf(HashSlot.of("key" + n)) != 0) {
            n++;
        }
        return "key" + n;
    }
}
