// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.lease.FencedException;
import io.ballast.common.redis.RedisLinks;
import io.ballast.common.testing.EmbeddedCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams on all nodes of a cluster, with and without a tag of their own. */
class RedisClusterRetainedStreamsTest {

    private static final Duration SHORTLY = Duration.ofSeconds(20);
    private static final List<String> STREAMS = IntStream.range(0, 12)
            .mapToObj(i -> i % 2 == 0 ? "ballast:stream:other" + i : "ballast:stream:sharded:{" + i + "}")
            .toList();

    private RedisLinks links;

    @BeforeEach
    void start() {
        links = new RedisLinks(EmbeddedCluster.shared().url(), new SimpleMeterRegistry());
        await().untilAsserted(() -> assertThat(links.gateway().stats().up()).isTrue());
    }

    @AfterEach
    void end() {
        links.close();
    }

    @Test
    void areFoundAndTrimmedWhereverTheyAre() {
        RedisRetainedStreams streams = new RedisRetainedStreams(links.gateway(), StreamRedis.json());
        for (String stream : STREAMS) {
            ask(Command.XADD, stream, "1-0", "f", "old");
            ask(Command.XADD, stream, "*", "f", "young");
        }
        assertThat(streams.all().await().atMost(SHORTLY).stream().map(StreamName::key))
                .containsAll(STREAMS)
                .doesNotHaveDuplicates();
        for (String stream : STREAMS) {
            Trimmed trimmed = streams.trim(StreamName.of(stream), new Limits(Duration.ofMinutes(15), 1 << 30), 2)
                    .await()
                    .atMost(SHORTLY);
            assertThat(trimmed.removed()).isEqualTo(1);
            assertThat(ask(Command.XLEN, stream).toInteger()).isEqualTo(1);
            assertThatThrownBy(() ->
                            streams.announced(StreamName.of(stream), 1).await().atMost(SHORTLY))
                    .isInstanceOf(FencedException.class);
        }
    }

    @Test
    void whatIsDroppedAtTheCapIsNotedBesideItsStream() {
        RedisRetainedStreams streams = new RedisRetainedStreams(links.gateway(), StreamRedis.json());
        for (String stream : STREAMS) {
            for (int i = 0; i < 5; i++) {
                ask(Command.XADD, stream, "*", "f", "x".repeat(200));
            }
            StreamName name = StreamName.of(stream);
            streams.trim(name, new Limits(Duration.ofHours(1), 1), 3).await().atMost(SHORTLY);
            assertThat(streams.noted(name).await().atMost(SHORTLY)).isPresent();
            streams.announced(name, 3).await().atMost(SHORTLY);
            assertThat(streams.noted(name).await().atMost(SHORTLY)).isEmpty();
        }
    }

    private Response ask(Command command, String... arguments) {
        return links.gateway().command(command, arguments).await().atMost(SHORTLY);
    }
}
