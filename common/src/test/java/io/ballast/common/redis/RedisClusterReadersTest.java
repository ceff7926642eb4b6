// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventFields;
import io.ballast.common.events.EventHandler;
import io.ballast.common.events.EventSamples;
import io.ballast.common.events.EventType;
import io.ballast.common.events.Topic;
import io.ballast.common.redis.cluster.HashSlot;
import io.ballast.common.testing.EmbeddedCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Those that block on a connection of their own find the node of their stream, and follow it. */
class RedisClusterReadersTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String STREAM = Topic.BROKER_SNAPSHOTS.streamKey();
    private static final String DEAD = "ballast:stream:dlq:reconciliation";

    private static EmbeddedCluster cluster;
    private static RedisLinks links;

    private final EventSamples samples = new EventSamples(1);

    @BeforeAll
    static void start() {
        cluster = EmbeddedCluster.start(0);
        links = new RedisLinks(cluster.url(), new SimpleMeterRegistry());
    }

    @AfterAll
    static void end() {
        links.close();
        cluster.close();
    }

    @BeforeEach
    void up() {
        await().untilAsserted(() -> assertThat(links.gateway().stats().up()).isTrue());
        ask(Command.DEL, STREAM);
        ask(Command.DEL, DEAD);
    }

    @Test
    void everyTopicsTailIsFollowed() {
        for (Topic topic : Topic.values()) {
            Heard heard = new Heard();
            RedisTail tail = links.tails().of("tail-" + topic.topicName(), topic, heard);
            tail.start();
            await().atMost(SOON).untilAsserted(() -> assertThat(heard.told).contains("joined"));
            ask(Command.XADD, topic.streamKey(), "*", "id", "x");
            await().atMost(SOON).untilAsserted(() -> assertThat(heard.told).endsWith("x"));
            tail.close();
        }
    }

    @Test
    void aTailFollowsItsStreamToAnotherNode() {
        Topic topic = Topic.TRADE_INTENT;
        Heard heard = new Heard();
        RedisTail tail = links.tails().of("tail-moving", topic, heard);
        tail.start();
        ask(Command.XADD, topic.streamKey(), "*", "id", "before");
        await().atMost(SOON).untilAsserted(() -> assertThat(heard.told).contains("joined"));
        int joined = heard.told.size();

        move(topic.streamKey());

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(List.copyOf(heard.told).subList(joined, heard.told.size()))
                        .containsSubsequence("lost", "joined"));
        ask(Command.XADD, topic.streamKey(), "*", "id", "after");
        await().atMost(SOON).untilAsserted(() -> assertThat(heard.told).endsWith("after"));
        tail.close();
    }

    @Test
    void aGroupLosesAndRepeatsNothingWhenItsStreamMoves() {
        Keeper keeper = new Keeper();
        RedisTopicConsumer consumer = consume(keeper);
        add(1, 20);
        await().atMost(SOON).untilAsserted(() -> assertThat(keeper.ids).hasSize(20));
        move(STREAM);
        add(21, 40);
        await().atMost(SOON).untilAsserted(() -> assertThat(keeper.ids).isEqualTo(names(1, 40)));
        consumer.close();
    }

    /** The dead letters are on another node than the stream. */
    @Test
    void whatCannotBeHandledIsSetAsideOnceAndAcknowledged() {
        assertThat(EmbeddedCluster.indexOf(HashSlot.of(DEAD)))
                .isNotEqualTo(EmbeddedCluster.indexOf(HashSlot.of(STREAM)));
        Keeper keeper = new Keeper();
        keeper.broken = Set.of("e2", "e4");
        RedisTopicConsumer consumer = consume(keeper);
        add(1, 5);
        await().atMost(SOON).untilAsserted(() -> assertThat(keeper.ids).containsExactly("e1", "e3", "e5"));
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        ask(Command.XPENDING, STREAM, "reconciliation").get(0).toInteger())
                .isZero());
        assertThat(ask(Command.XRANGE, DEAD, "-", "+").size()).isEqualTo(2);
        consumer.close();
    }

    /** A consumer that dies between keeping and acknowledging leaves the entry to another, who keeps it again. */
    @Test
    void aDeadLetterIsKeptOnceHoweverOftenItIsSent() {
        RedisGroup group = new RedisGroup(STREAM, "reconciliation", "c", DEAD);
        for (int i = 0; i < 3; i++) {
            links.gateway()
                    .batch(List.of(group.keep("9-1", Map.of("id", "e"), "broken", 3)))
                    .await()
                    .atMost(SOON);
        }
        assertThat(ask(Command.XLEN, DEAD).toInteger()).isEqualTo(1);
    }

    @Test
    void aSubscriptionHearsWhatIsPublishedAtAnyNode() {
        List<String> heard = new CopyOnWriteArrayList<>();
        RedisSubscription subscription = links.subscriptions()
                .of("cluster-news", Set.of("a", "b"), new RedisSubscription.Listener() {
                    @Override
                    public void joined() {}

                    @Override
                    public void lost() {}

                    @Override
                    public void message(String channel, String payload) {
                        heard.add(channel + "=" + payload);
                    }
                });
        subscription.start();
        await().untilAsserted(() -> assertThat(subscription.stats().up()).isTrue());
        for (int i = 0; i < 3; i++) {
            cluster.primary(i).say("PUBLISH a " + i);
            cluster.primary(i).say("PUBLISH b " + i);
        }
        await().untilAsserted(
                        () -> assertThat(heard).containsExactlyInAnyOrder("a=0", "b=0", "a=1", "b=1", "a=2", "b=2"));
        subscription.close();
    }

    private RedisTopicConsumer consume(EventHandler handler) {
        RedisTopicConsumer consumer = links.consumers()
                .of("reconciliation", Topic.BROKER_SNAPSHOTS, handler)
                .getFirst();
        consumer.start();
        return consumer;
    }

    private void add(int from, int to) {
        for (int number = from; number <= to; number++) {
            Map<String, String> fields =
                    new LinkedHashMap<>(EventFields.encode(samples.any(EventType.BROKER_SNAPSHOT)));
            fields.put("id", "e" + number);
            Request request = Request.cmd(Command.XADD).arg(STREAM).arg("*");
            fields.forEach((field, value) -> request.arg(field).arg(value));
            links.gateway().batch(List.of(request)).await().atMost(SOON);
        }
    }

    private static List<String> names(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(n -> "e" + n).toList();
    }

    /** To the next node, whole. */
    private static void move(String key) {
        int slot = HashSlot.of(key);
        int from = EmbeddedCluster.indexOf(slot);
        int to = (from + 1) % 3;
        cluster.beginMove(slot, from, to);
        cluster.carry(key, from, to);
        cluster.endMove(slot, from, to);
    }

    private static Response ask(Command command, String... arguments) {
        return links.gateway().command(command, arguments).await().atMost(SOON);
    }

    private static final class Heard implements RedisTail.Listener {

        private final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void joined() {
            told.add("joined");
        }

        @Override
        public void lost() {
            told.add("lost");
        }

        @Override
        public void entry(Map<String, String> fields) {
            told.add(String.valueOf(fields.get("id")));
        }
    }

    private static final class Keeper implements EventHandler {

        private final List<String> ids = new CopyOnWriteArrayList<>();
        private volatile Set<String> broken = Set.of();

        @Override
        public Uni<Void> handle(Event event) {
            if (broken.contains(event.id())) {
                return Uni.createFrom().failure(new IllegalArgumentException("broken"));
            }
            ids.add(event.id());
            return Uni.createFrom().voidItem();
        }

        @Override
        public boolean isTransient(Throwable failure) {
            return false;
        }
    }
}
