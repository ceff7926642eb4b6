// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis Cluster of three primaries, and a replica of each of the first so many. A primary that falls silent is
 * succeeded after about two seconds; one without a replica takes its slots with it, and the others go on.
 */
public final class EmbeddedCluster implements AutoCloseable {

    private static final int SLOTS = 16384;
    private static final int PRIMARIES = 3;
    private static final Duration LONG = Duration.ofSeconds(30);

    private static @Nullable EmbeddedCluster shared;

    private final Path directory;
    private final List<EmbeddedRedis> nodes = new ArrayList<>();

    private EmbeddedCluster(Path directory) {
        this.directory = directory;
    }

    /** @param replicas of the first so many primaries */
    public static EmbeddedCluster start(int replicas) {
        try {
            EmbeddedCluster cluster = new EmbeddedCluster(Files.createTempDirectory("ballast-cluster"));
            for (int i = 0; i < PRIMARIES + replicas; i++) {
                cluster.nodes.add(EmbeddedRedis.clusterNode(cluster.directory));
            }
            cluster.join(replicas);
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One for all tests of this process that leave it as it was; without data at first, and ended with the process. */
    public static synchronized EmbeddedCluster shared() {
        EmbeddedCluster one = shared;
        if (one == null) {
            one = start(0);
            Runtime.getRuntime().addShutdownHook(new Thread(one::close));
            shared = one;
        }
        one.nodes.forEach(node -> ok(node, "FLUSHALL"));
        return one;
    }

    private void join(int replicas) {
        for (int i = 0; i < nodes.size(); i++) {
            ok(nodes.get(i), "CLUSTER SET-CONFIG-EPOCH " + (i + 1));
            if (i > 0) {
                ok(nodes.get(0), "CLUSTER MEET 127.0.0.1 " + nodes.get(i).port());
            }
        }
        for (int i = 0; i < PRIMARIES; i++) {
            int from = SLOTS * i / PRIMARIES;
            int half = (SLOTS / PRIMARIES) / 2;
            addSlots(nodes.get(i), from, from + half);
            addSlots(nodes.get(i), from + half, SLOTS * (i + 1) / PRIMARIES);
        }
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(nodes).allSatisfy(node -> assertThat(node.bulk("CLUSTER INFO"))
                        .contains("cluster_state:ok", "cluster_known_nodes:" + nodes.size())));
        for (int i = 0; i < replicas; i++) {
            EmbeddedRedis replica = replica(i);
            ok(replica, "CLUSTER REPLICATE " + id(i));
            await().atMost(LONG).untilAsserted(() -> assertThat(replica.bulk("INFO replication"))
                    .contains("master_link_status:up"));
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(nodes).allSatisfy(node -> assertThat(
                        node.bulk("CLUSTER NODES").lines().filter(line -> line.contains("slave")))
                .hasSize(replicas)));
    }

    private static void addSlots(EmbeddedRedis node, int from, int to) {
        ok(
                node,
                IntStream.range(from, to)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" ", "CLUSTER ADDSLOTS ", "")));
    }

    private static void ok(EmbeddedRedis node, String command) {
        assertThat(node.say(command)).isEqualTo("+OK");
    }

    /** The addresses of the primaries, as a service wants them. */
    public String url() {
        return nodes.stream().limit(PRIMARIES).map(EmbeddedRedis::url).collect(Collectors.joining(","));
    }

    /** The primary that has the slot at the start: the first has the lowest third of them. */
    public EmbeddedRedis primaryOf(int slot) {
        return nodes.get(indexOf(slot));
    }

    public static int indexOf(int slot) {
        return IntStream.range(0, PRIMARIES)
                .filter(i -> slot < SLOTS * (i + 1) / PRIMARIES)
                .findFirst()
                .orElseThrow();
    }

    public EmbeddedRedis primary(int index) {
        return nodes.get(index);
    }

    /** The replica of that primary. */
    public EmbeddedRedis replica(int index) {
        return nodes.get(PRIMARIES + index);
    }

    private String id(int index) {
        return nodes.get(index).bulk("CLUSTER MYID").strip();
    }

    /** Begins to move a slot: what is not at {@code from} any more is asked for at {@code to}. */
    public void beginMove(int slot, int from, int to) {
        ok(primary(to), "CLUSTER SETSLOT " + slot + " IMPORTING " + id(from));
        ok(primary(from), "CLUSTER SETSLOT " + slot + " MIGRATING " + id(to));
    }

    /** Carries one key over. */
    public void carry(String key, int from, int to) {
        assertThat(primary(from).say("MIGRATE 127.0.0.1 " + primary(to).port() + " " + key + " 0 5000"))
                .isIn("+OK", "+NOKEY");
    }

    /** The slot is the other's from now on. */
    public void endMove(int slot, int from, int to) {
        String owner = id(to);
        ok(primary(to), "CLUSTER SETSLOT " + slot + " NODE " + owner);
        ok(primary(from), "CLUSTER SETSLOT " + slot + " NODE " + owner);
    }

    @Override
    public void close() {
        nodes.forEach(EmbeddedRedis::close);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
