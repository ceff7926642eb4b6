// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import static io.ballast.common.outbox.OutboxStoreContract.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.observability.Tracing;
import io.ballast.common.outbox.OutboxStream.Outcome;
import io.ballast.common.redis.RedisLinks;
import io.ballast.common.testing.EmbeddedRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The position and the entries in a real Redis. */
class RedisOutboxStreamTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private @Nullable EmbeddedRedis server;
    private RedisLinks redis;
    private OutboxStream stream;

    @BeforeEach
    void start() {
        redis = new RedisLinks(url(), meters);
        stream = new RedisOutboxStream(redis.gateway(), new Tracing(OpenTelemetry.noop()), meters);
        await().untilAsserted(() -> assertThat(redis.gateway().stats().up()).isTrue());
    }

    String url() {
        server = EmbeddedRedis.start();
        return server.url();
    }

    @AfterEach
    void end() {
        redis.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void entriesAndPositionMoveTogether() {
        assertThat(get(stream.claim(TOPIC, 1))).isEqualTo(new Outcome.At(OutboxPosition.START));
        List<OutboxRow> first = rows(1, 300);
        List<OutboxRow> second = rows(301, 20);

        assertThat(get(stream.append(TOPIC, 1, OutboxPosition.START, first)))
                .isEqualTo(new Outcome.At(first.getLast().position()));
        assertThat(get(stream.append(TOPIC, 1, first.getLast().position(), second)))
                .isEqualTo(new Outcome.At(second.getLast().position()));

        assertThat(get(stream.position(TOPIC))).isEqualTo(second.getLast().position());
        first.addAll(second);
        assertThat(ids()).isEqualTo(first.stream().map(row -> row.event().id()).toList());
        assertThat(meters.counter("ballast_events_published", "topic", TOPIC.topicName())
                        .count())
                .isEqualTo(320);
    }

    @Test
    void whatWasAppendedIsNotAppendedAgain() {
        List<OutboxRow> rows = rows(1, 3);
        get(stream.append(TOPIC, 1, OutboxPosition.START, rows));

        assertThat(get(stream.append(TOPIC, 1, OutboxPosition.START, rows)))
                .isEqualTo(new Outcome.Elsewhere(rows.getLast().position()));
        assertThat(ids()).hasSize(3);
    }

    @Test
    void anOwnerThatWasSucceededAppendsNothingFromTheMomentOfTheClaim() {
        get(stream.claim(TOPIC, 7));
        get(stream.claim(TOPIC, 8));

        assertThat(get(stream.append(TOPIC, 7, OutboxPosition.START, rows(1, 3))))
                .isEqualTo(new Outcome.Fenced());
        assertThat(get(stream.claim(TOPIC, 7))).isEqualTo(new Outcome.Fenced());
        assertThat(ids()).isEmpty();
        assertThat(get(stream.append(TOPIC, 8, OutboxPosition.START, rows(1, 3))))
                .isInstanceOf(Outcome.At.class);
    }

    @Test
    void anAppendThatRedisRefusesMovesNothing() {
        get(redis.gateway().command(Command.SET, TOPIC.streamKey(), "no stream"));

        assertThatThrownBy(() -> get(stream.append(TOPIC, 1, OutboxPosition.START, rows(1, 3))))
                .hasMessageContaining("WRONGTYPE");
        assertThat(get(stream.position(TOPIC))).isEqualTo(OutboxPosition.START);
    }

    private static List<OutboxRow> rows(int first, int count) {
        List<OutboxRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new OutboxRow(
                    new OutboxPosition("7301", 2, Long.MAX_VALUE, first + i), OutboxStoreContract.event()));
        }
        return rows;
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        get(redis.gateway().command(Command.XRANGE, TOPIC.streamKey(), "-", "+"))
                .forEach(entry -> {
                    for (int i = 0; i < entry.get(1).size(); i += 2) {
                        if (entry.get(1).get(i).toString().equals("id")) {
                            ids.add(entry.get(1).get(i + 1).toString());
                        }
                    }
                });
        return ids;
    }

    private static <T> T get(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(5));
    }
}
