// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.IdempotentPublisher;
import io.ballast.common.events.IdempotentPublisherContractTest;
import io.ballast.common.events.Topic;
import io.ballast.common.testing.EmbeddedRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisIdempotentPublisherTest extends IdempotentPublisherContractTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private EmbeddedRedis server;
    private RedisLinks links;

    @BeforeEach
    void start() {
        server = EmbeddedRedis.start();
        links = new RedisLinks(server.url(), meters);
        await().untilAsserted(() -> assertThat(links.gateway().up()).isTrue());
    }

    @AfterEach
    void end() {
        links.close();
        server.close();
    }

    @Override
    protected IdempotentPublisher publisher() {
        return links.idempotentPublisher();
    }

    @Override
    protected List<String> ids(Topic topic) {
        return ids(links, topic);
    }

    static List<String> ids(RedisLinks links, Topic topic) {
        List<String> ids = new ArrayList<>();
        for (Response entry : links.gateway()
                .command(Command.XRANGE, topic.streamKey(), "-", "+")
                .await()
                .atMost(SOON)) {
            Response fields = entry.get(1);
            for (int i = 0; i < fields.size(); i += 2) {
                if (fields.get(i).toString().equals("id")) {
                    ids.add(fields.get(i + 1).toString());
                }
            }
        }
        return ids;
    }

    /** The first attempt reaches a frozen server, which carries it out after the second one was sent, or before. */
    @Test
    void aBatchThatAFrozenServerCarriesOutLateIsThereOnce() {
        publisher().publish("p", trades(1, 100)).await().atMost(SOON);
        server.freeze();
        assertThatThrownBy(
                        () -> publisher().publish("p", trades(101, 600)).await().atMost(SOON))
                .isInstanceOf(RedisUnavailableException.class);
        server.thaw();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(links.gateway().up()).isTrue());

        publisher().publish("p", trades(101, 700)).await().atMost(SOON);

        assertThat(ids(Topic.MARKET_TRADES)).isEqualTo(names(1, 700));
    }

    /** A large batch is several scripts; one of them may fail (no memory for a moment) and the next one not. */
    @Test
    void noScriptIsCarriedOutWhenOneBeforeItFailed() {
        String stream = Topic.MARKET_TRADES.streamKey();
        publisher().publish("p", trades(1, 3)).await().atMost(SOON);
        assertThatThrownBy(() -> links.gateway()
                        .batch(List.of(RedisIdempotentPublisher.append("p", stream, 6, trades(7, 9))))
                        .await()
                        .atMost(SOON))
                .hasMessageContaining("the entries before these are missing");

        publisher().publish("p", trades(4, 200)).await().atMost(SOON);
        assertThat(ids(Topic.MARKET_TRADES)).isEqualTo(names(1, 200));
    }

    @Test
    void whatIsRememberedOfAProducerGoesAfterADay() {
        publisher().publish("p", trades(1, 1)).await().atMost(SOON);
        Response left = links.gateway()
                .command(Command.PTTL, "ballast:producer:{ballast:stream:market.trades}:p")
                .await()
                .atMost(SOON);
        assertThat(Duration.ofMillis(left.toLong())).isBetween(Duration.ofHours(23), Duration.ofHours(24));
    }

    @Test
    void anEventThatIsNoneOfItsTopicIsCountedAndKeepsNoOtherBack() {
        Event wrong = new Event("w", "/test", "market.trade", "A-B", Instant.EPOCH, null, null, "{\"venue\":\"v\"}");
        publisher()
                .publish(
                        "p",
                        List.of(
                                trade("t1", 1),
                                new IdempotentPublisher.Numbered(Topic.MARKET_TRADES, wrong, 2),
                                trade("t2", 3)))
                .await()
                .atMost(SOON);
        links.publisher()
                .publish(List.of(new Outgoing(Topic.MARKET_TRADES, wrong)))
                .await()
                .atMost(SOON);

        assertThat(ids(Topic.MARKET_TRADES)).containsExactly("t1", "t2");
        assertThat(meters.counter("ballast_events_dropped", "topic", "market.trades", "reason", "invalid")
                        .count())
                .isEqualTo(2);
        assertThat(meters.counter("ballast_events_published", "topic", "market.trades")
                        .count())
                .isEqualTo(2);
    }
}
