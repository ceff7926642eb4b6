// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.FaultProxy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisSubscriptionTest {

    private static final Duration DETECT = Duration.ofSeconds(3);
    private static final Duration RECOVER = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final EmbeddedRedis server = EmbeddedRedis.start();
    private final FaultProxy proxy = FaultProxy.to(server.port());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RedisLinks links = RedisLinks.quick(server.url(), proxy.redisUrl(), meters);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final RedisSubscription subscription = links.subscriptions()
            .of("news", Set.of("a", "b"), new RedisSubscription.Listener() {
                @Override
                public void joined() {
                    told.add("joined");
                }

                @Override
                public void lost() {
                    told.add("lost");
                }

                @Override
                public void message(String channel, String payload) {
                    told.add(channel + "=" + payload);
                }
            });

    @BeforeEach
    void start() {
        await().untilAsserted(() -> assertThat(links.gateway().up()).isTrue());
        subscription.start();
        await().untilAsserted(() -> assertThat(subscription.stats().up()).isTrue());
        told.removeIf("lost"::equals); // told of every state but up, also before the first
    }

    @AfterEach
    void end() {
        subscription.close();
        links.close();
        proxy.close();
        server.close();
    }

    @Test
    void deliversEveryMessageOfItsChannelsInOrderBetweenPings() {
        List<String> expected = IntStream.range(0, 3_000)
                .mapToObj(i -> (i % 2 == 0 ? "a=" : "b=") + i)
                .toList();
        for (int i = 0; i < 3_000; i++) {
            publish(i % 2 == 0 ? "a" : "b", Integer.toString(i));
            publish("other", "unheard");
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(told).hasSize(3_001));
        assertThat(told.getFirst()).isEqualTo("joined");
        assertThat(told.subList(1, told.size())).isEqualTo(expected);
        assertThat(subscription.stats().reconnects()).isZero();
    }

    @Test
    void aQuietOneStaysUp() {
        await().during(Duration.ofMillis(1_500)).atMost(LONG).untilAsserted(() -> assertThat(
                        subscription.stats().reconnects())
                .isZero());
        publish("a", "still");
        await().untilAsserted(() -> assertThat(told).containsExactly("joined", "a=still"));
    }

    @Test
    void killed() {
        server.stop();
        await().atMost(DETECT).untilAsserted(() -> assertThat(told).contains("lost"));
        server.restart();
        hearsAgain();
        assertThat(meters.get("ballast_link_reconnects")
                        .tag("link", "news")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void halfOpen() {
        proxy.blackHole();
        await().atMost(DETECT).untilAsserted(() -> assertThat(told).contains("lost"));
        proxy.heal();
        hearsAgain();
    }

    @Test
    void frozen() {
        server.freeze();
        await().atMost(DETECT).untilAsserted(() -> assertThat(told).contains("lost"));
        server.thaw();
        hearsAgain();
    }

    @Test
    void aUserWhoMayNotListenIsToldSo() {
        assertThat(server.say("ACL SETUSER mute on >secret ~* +@all resetchannels"))
                .isEqualTo("+OK");
        try (RedisLinks mute =
                new RedisLinks("redis://mute:secret@127.0.0.1:" + server.port(), new SimpleMeterRegistry())) {
            RedisSubscription refused = mute.subscriptions().of("mute", Set.of("a"), new RedisSubscription.Listener() {
                @Override
                public void joined() {
                    told.add("mute joined");
                }

                @Override
                public void lost() {}

                @Override
                public void message(String channel, String payload) {}
            });
            refused.start();
            await().untilAsserted(() -> assertThat(refused.stats().lastError()).contains("NOPERM"));
            refused.close();
        }
        assertThat(told).doesNotContain("mute joined");
    }

    private void hearsAgain() {
        await().atMost(RECOVER)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(told.lastIndexOf("joined")).isGreaterThan(told.lastIndexOf("lost")));
        assertThat(subscription.stats().up()).isTrue();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(links.gateway().up()).isTrue());
        publish("b", "again");
        await().untilAsserted(() -> assertThat(told.getLast()).isEqualTo("b=again"));
    }

    private void publish(String channel, String payload) {
        links.gateway().command(Command.PUBLISH, channel, payload).await().atMost(LONG);
    }
}
