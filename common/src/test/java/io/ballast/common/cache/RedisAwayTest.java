// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import static io.ballast.common.cache.Replica.SOON;
import static io.ballast.common.cache.Replica.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.FaultProxy;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RedisAwayTest {

    private static final Duration TTL = Duration.ofSeconds(60);

    private final CacheKey key = CacheKey.shared("away", "k");

    private Body get(Replica replica, String json) {
        return replica.get(key, TTL, json);
    }

    @Test
    void startedWithoutRedisEveryRequestIsAnsweredAndSharesLoads() {
        try (Replica replica = Replica.alone("redis://127.0.0.1:" + EmbeddedRedis.freePort())) {
            assertThat(get(replica, "{1}").hit()).isFalse();
            assertThat(text(get(replica, "{2}"))).isEqualTo("{1}"); // from this process, for at most unheard-ttl
            replica.cache.invalidate(key).await().atMost(SOON);
            assertThat(text(get(replica, "{3}"))).isEqualTo("{3}");
            assertThat(replica.stats("away").loads()).isEqualTo(2);
            assertThat(replica.requests("away", "redis", "error")).isEqualTo(2);
        }
    }

    @Test
    void withoutRedisASlowLoadDoesNotOverwriteWhatThisReplicaInvalidatedEither() {
        try (Replica replica = Replica.alone("redis://127.0.0.1:" + EmbeddedRedis.freePort())) {
            HeldLoader loader = new HeldLoader();
            CompletableFuture<Body> slow = replica.cache.body(key, TTL, loader).subscribeAsCompletionStage();
            loader.awaitBegun(1);
            replica.cache.invalidate(key).await().atMost(SOON);
            loader.end("{old}");
            assertThat(text(slow.join())).isEqualTo("{old}");
            assertThat(replica.cache.present(key)).isEmpty();
        }
    }

    @Test
    void killedEveryRequestIsAnsweredAndAfterwardsNothingOldIsKept() {
        try (EmbeddedRedis server = EmbeddedRedis.start();
                Replica a = Replica.hearing(server.url());
                Replica b = Replica.hearing(server.url())) {
            assertThat(text(get(a, "{old}"))).isEqualTo("{old}");
            assertThat(text(get(b, "{unused}"))).isEqualTo("{old}");
            server.stop();
            a.cache.invalidate(key).await().atMost(SOON); // b cannot hear of it
            assertThat(text(get(a, "{new}"))).isEqualTo("{new}");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(b.invalidations.heard()).isFalse());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(text(get(b, "{new}"))).isEqualTo("{new}"));

            server.restart();
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(b.invalidations.heard()).isTrue();
                assertThat(a.invalidations.heard()).isTrue();
            });
            assertThat(text(get(b, "{newer}"))).isIn("{new}", "{newer}");
        }
    }

    @Test
    void anInvalidationMadeWhileCutOffIsCarriedOutAfterwardsAndNothingOldIsReadUntilThen() {
        try (EmbeddedRedis server = EmbeddedRedis.start();
                FaultProxy proxy = FaultProxy.to(server.port());
                Replica b = Replica.hearing(server.url());
                Replica a = Replica.hearingThrough(proxy.redisUrl(), server.url(), "retry-interval=20ms")) {
            get(b, "{old}");
            assertThat(text(get(a, "{unused}"))).isEqualTo("{old}");

            proxy.refuse();
            a.cache.invalidate(key).await().atMost(SOON);
            assertThat(b.inRedis(key.value())).isEqualTo("{old}");
            assertThat(text(get(a, "{new}"))).isEqualTo("{new}");

            proxy.heal();
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(b.inRedis(key.value())).isEqualTo("null");
                assertThat(b.cache.present(key)).isEmpty();
            });
        }
    }

    @Test
    void whileRedisTakesNoWritesAnInvalidatedValueIsNotReadFromItAndIsRemovedAsSoonAsItDoes() {
        try (EmbeddedRedis server = EmbeddedRedis.start();
                Replica a = Replica.hearing(server.url(), "retry-interval=20ms")) {
            get(a, "{old}");
            // reads work, writes are answered with NOREPLICAS
            configure(a, "min-replicas-to-write", "1");
            a.cache.invalidate(key).await().atMost(SOON);
            assertThat(a.inRedis(key.value())).isEqualTo("{old}");
            assertThat(text(get(a, "{new}"))).isEqualTo("{new}");

            configure(a, "min-replicas-to-write", "0");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(a.inRedis(key.value())).isEqualTo("null"));
        }
    }

    private static void configure(Replica replica, String setting, String value) {
        replica.links
                .gateway()
                .command(Command.CONFIG, "SET", setting, value)
                .await()
                .atMost(SOON);
    }

    @Test
    void afterAnOutageOfTheInvalidationLinkAloneNothingMissedIsServed() {
        try (EmbeddedRedis server = EmbeddedRedis.start();
                FaultProxy proxy = FaultProxy.to(server.port());
                Replica a = Replica.hearing(server.url());
                Replica b = Replica.hearingThrough(server.url(), proxy.redisUrl(), "unheard-ttl=1h")) {
            get(b, "{old}");
            proxy.refuse();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(b.invalidations.heard()).isFalse());
            a.cache.invalidate(key).await().atMost(SOON);
            assertThat(b.cache.present(key)).isPresent(); // not heard of, and the cap is lifted for this test
            proxy.heal();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(b.invalidations.heard()).isTrue());
            assertThat(b.cache.present(key)).isEmpty();
        }
    }

    @Test
    void aHalfOpenInvalidationLinkIsFoundAndReplaced() {
        try (EmbeddedRedis server = EmbeddedRedis.start();
                FaultProxy proxy = FaultProxy.to(server.port());
                Replica b = Replica.hearingThrough(server.url(), proxy.redisUrl())) {
            int connections = proxy.accepted();
            proxy.freeze();
            await().atMost(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(proxy.accepted()).isGreaterThan(connections));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(b.invalidations.heard()).isTrue());
        }
    }

    @Test
    void aKeyOfAnotherTypeInRedisIsNoFailure() {
        try (EmbeddedRedis server = EmbeddedRedis.start();
                Replica a = Replica.hearing(server.url())) {
            a.links.gateway().command(Command.LPUSH, key.value(), "x").await().atMost(SOON);
            assertThat(text(get(a, "{1}"))).isEqualTo("{1}");
        }
    }
}
