// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import static io.ballast.common.cache.Replica.SOON;
import static io.ballast.common.cache.Replica.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher;
import io.ballast.common.events.Topic;
import io.ballast.common.testing.EmbeddedRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two replicas in one process over a real Redis. */
class TwoLevelCacheTest {

    private static final Duration TTL = Duration.ofSeconds(60);

    private static EmbeddedRedis server;
    private static Replica a;
    private static Replica b;

    private final CacheKey key = CacheKey.ofUser("status", UUID.randomUUID(), "now");

    @BeforeAll
    static void start() {
        server = EmbeddedRedis.start();
        a = Replica.hearing(server.url());
        b = Replica.hearing(server.url());
    }

    @AfterAll
    static void end() {
        a.close();
        b.close();
        server.close();
    }

    private final List<Replica> more = new ArrayList<>();

    @AfterEach
    void closeMore() {
        more.forEach(Replica::close);
    }

    private Replica closedLater(Replica replica) {
        more.add(replica);
        return replica;
    }

    private static Body get(Replica replica, CacheKey key, String json) {
        return replica.get(key, TTL, json);
    }

    private static CompletableFuture<Body> load(Replica replica, CacheKey key, Loader loader) {
        return replica.cache.body(key, TTL, loader).subscribeAsCompletionStage();
    }

    @Test
    void whatOneReplicaComputedTheOtherFindsInRedisAndThenInItself() {
        long before = b.stats("status").hits();
        double fromRedis = b.requests("status", "redis", "hit");
        assertThat(get(a, key, "{1}").hit()).isFalse();
        assertThat(a.inRedis(key.value())).isEqualTo("{1}");

        Body second = get(b, key, "{unused}");
        assertThat(text(second)).isEqualTo("{1}");
        assertThat(second.hit()).isTrue();
        assertThat(second.timeLeft(b.links.time().nanos())).isBetween(TTL.minusSeconds(10), TTL);
        assertThat(text(get(b, key, "{unused}"))).isEqualTo("{1}");

        assertThat(b.stats("status").hits() - before).isEqualTo(2);
        assertThat(b.requests("status", "redis", "hit") - fromRedis).isEqualTo(1);
    }

    @Test
    void aThousandConcurrentMissesComputeOnce() {
        HeldLoader loader = new HeldLoader();
        List<CompletableFuture<Body>> all =
                IntStream.range(0, 1000).mapToObj(i -> load(a, key, loader)).toList();
        loader.awaitBegun(1).end("{once}");
        assertThat(all)
                .allSatisfy(f -> assertThat(text(f.get(10, TimeUnit.SECONDS))).isEqualTo("{once}"));
        assertThat(loader.begun()).isEqualTo(1);
    }

    @Test
    void statisticsAreTrueToTheCount() throws Exception {
        CacheKey mine = CacheKey.ofUser("counted", UUID.randomUUID(), "now");
        HeldLoader loader = new HeldLoader();
        List<CompletableFuture<Body>> three =
                IntStream.range(0, 3).mapToObj(i -> load(a, mine, loader)).toList();
        loader.awaitBegun(1).end("{}");
        for (CompletableFuture<Body> one : three) {
            one.get();
        }
        for (int i = 0; i < 5; i++) {
            get(a, mine, "{unused}");
        }
        assertThat(a.cache.present(mine)).isPresent();
        assertThat(a.cache.present(CacheKey.shared("counted", "absent"))).isEmpty();
        a.cache.invalidate(mine).await().atMost(SOON);

        assertThat(a.stats("counted")).isEqualTo(new CacheStats("counted", 0, 5000, 6, 3, 6 / 9.0, 0, 0, 1, 1));
        assertThat(a.requests("counted", "local", "hit")).isEqualTo(6);
        assertThat(a.requests("counted", "local", "miss")).isEqualTo(3);
        assertThat(a.requests("counted", "redis", "miss")).isEqualTo(1);
    }

    @Test
    void anInvalidationReachesTheOtherReplicaWithinAHundredMilliseconds() {
        get(a, key, "{old}");
        get(b, key, "{unused}");
        assertThat(b.cache.present(key)).isPresent();

        a.cache.invalidate(List.of(key), "0/16B3748").await().atMost(SOON);
        long from = System.nanoTime();
        await().atMost(Duration.ofMillis(100))
                .pollInterval(Duration.ofMillis(1))
                .pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(b.cache.present(key)).isEmpty());
        System.out.printf("invalidation seen by the other replica after %d us%n", (System.nanoTime() - from) / 1000);

        HeldLoader loader = new HeldLoader();
        CompletableFuture<Body> fresh = load(b, key, loader);
        loader.awaitBegun(1).end("{new}");
        assertThat(text(fresh.join())).isEqualTo("{new}");
        assertThat(loader.asked.getFirst().walPosition()).contains("0/16B3748");
    }

    @Test
    void aSlowLoadDoesNotOverwriteWhatThisReplicaInvalidated() {
        HeldLoader loader = new HeldLoader();
        CompletableFuture<Body> slow = load(a, key, loader);
        loader.awaitBegun(1);
        a.cache.invalidate(key).await().atMost(SOON);

        CompletableFuture<Body> later = load(a, key, loader); // does not join the old load
        loader.awaitBegun(2).end("{new}");
        assertThat(text(later.join())).isEqualTo("{new}");

        loader.endFirst("{old}");
        assertThat(text(slow.join())).isEqualTo("{old}");
        assertThat(a.cache.present(key).map(Replica::text)).contains("{new}");
        assertThat(a.inRedis(key.value())).isEqualTo("{new}");
    }

    @Test
    void aSlowLoadDoesNotOverwriteWhatAnotherReplicaInvalidatedEvenIfItNeverHeard() {
        Replica third = closedLater(Replica.deaf(server.url(), server.url()));
        HeldLoader loader = new HeldLoader();
        CompletableFuture<Body> slow = load(third, key, loader);
        loader.awaitBegun(1);
        b.cache.invalidate(key).await().atMost(SOON);
        loader.end("{old}");

        assertThat(text(slow.join())).isEqualTo("{old}");
        assertThat(b.inRedis(key.value())).isEqualTo("null");
        assertThat(third.cache.present(key)).isEmpty();
    }

    @Test
    void aSlowLoadDoesNotOverwriteWhatALaterLoadStored() {
        Replica third = closedLater(Replica.deaf(server.url(), server.url()));
        HeldLoader loader = new HeldLoader();
        CompletableFuture<Body> slow = load(third, key, loader);
        loader.awaitBegun(1);
        b.cache.invalidate(key).await().atMost(SOON);
        get(b, key, "{new}");
        loader.end("{old}");

        assertThat(text(slow.join())).isEqualTo("{old}");
        assertThat(b.inRedis(key.value())).isEqualTo("{new}");
    }

    @Test
    void aFailedLoadFailsItsWaitersAndTheNextOneLoadsAgain() {
        HeldLoader loader = new HeldLoader();
        CompletableFuture<Body> failing = load(a, key, loader);
        loader.awaitBegun(1).fail(new IllegalStateException("no database"));
        assertThatThrownBy(failing::join).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(text(get(a, key, "{again}"))).isEqualTo("{again}");
    }

    @Test
    void aLoadThatNeverEndsFailsAfterTheLimit() {
        Replica third = closedLater(Replica.hearing(server.url(), "load-timeout=50ms"));
        assertThatThrownBy(() -> load(third, key, new HeldLoader()).join())
                .hasRootCauseInstanceOf(LoadTimeoutException.class);
        assertThat(text(get(third, key, "{again}"))).isEqualTo("{again}");
    }

    @Test
    void whatIsHeldIsHandedOutAsItIsAndTaggedOnce() {
        get(a, key, "{\"ä\":1}");
        Body first = a.cache.present(key).orElseThrow();
        assertThat(a.get(key, TTL, "{unused}")).isSameAs(first);
        assertThat(text(first)).isEqualTo("{\"ä\":1}");
        assertThat(first.tag(bytes -> "made")).isEqualTo("made");
        assertThat(get(a, key, "{unused}").tag(bytes -> "made again")).isEqualTo("made");
    }

    @Test
    void theOthersAreToldFromWhereInTheLogOnAChangeIsVisible() {
        CacheKey key = CacheKey.shared("cache", UUID.randomUUID().toString());
        Map<String, String> heard = new ConcurrentHashMap<>();
        b.cache.onPosition(heard::put);

        a.cache.invalidate(List.of(key), "0/1A2B").await().atMost(SOON);

        await().atMost(SOON).untilAsserted(() -> assertThat(heard).containsEntry(key.value(), "0/1A2B"));
    }

    @Test
    void anInvalidationOfAnotherRegionIsCarriedOutHere() {
        Replica third = closedLater(Replica.hearing(server.url(), "region=elsewhere"));
        get(a, key, "{old}");
        // as a bridge would bring it: the event alone, while this region's Redis still has the value
        third.links
                .publisher()
                .publish(List.of(new EventPublisher.Outgoing(
                        Topic.CACHE_INVALIDATIONS,
                        new Event(
                                "far-1",
                                "/ballast/cache",
                                "cache.invalidate",
                                key.value(),
                                Instant.EPOCH,
                                null,
                                null,
                                InvalidationData.of(key.value(), 7, null, "far")))))
                .await()
                .atMost(SOON);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(a.inRedis(key.value())).isEqualTo("null");
            assertThat(a.cache.present(key)).isEmpty();
        });
    }
}
