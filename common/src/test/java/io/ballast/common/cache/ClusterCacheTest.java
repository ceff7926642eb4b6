// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import static io.ballast.common.cache.Replica.SOON;
import static io.ballast.common.cache.Replica.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.testing.EmbeddedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two replicas in one process over a real cluster; each test with keys all over it. */
class ClusterCacheTest {

    private static final Duration TTL = Duration.ofSeconds(60);

    private static Replica a;
    private static Replica b;

    @BeforeAll
    static void start() {
        String url = EmbeddedCluster.shared().url();
        a = Replica.hearing(url);
        b = Replica.hearing(url);
        for (Replica each : List.of(a, b)) {
            await().untilAsserted(
                            () -> assertThat(each.links.gateway().stats().up()).isTrue());
        }
    }

    @AfterAll
    static void end() {
        a.close();
        b.close();
    }

    private static List<CacheKey> keys() {
        List<CacheKey> keys = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            keys.add(CacheKey.ofUser("status", UUID.randomUUID(), "now"));
        }
        return keys;
    }

    @Test
    void whatOneReplicaComputedTheOtherFinds() {
        for (CacheKey key : keys()) {
            assertThat(a.get(key, TTL, "{1}").hit()).isFalse();
            assertThat(text(b.get(key, TTL, "{2}"))).isEqualTo("{1}");
        }
    }

    @Test
    void anInvalidationReachesEveryNodeAndEveryReplica() {
        List<CacheKey> keys = keys();
        keys.forEach(key -> a.get(key, TTL, "{1}"));
        keys.forEach(key -> b.get(key, TTL, "{1}"));

        a.cache.invalidate(keys.toArray(CacheKey[]::new)).await().atMost(SOON);

        for (CacheKey key : keys) {
            assertThat(a.inRedis(key.value())).isEqualTo("null");
            await().atMost(SOON).untilAsserted(() -> assertThat(text(b.get(key, TTL, "{2}")))
                    .isEqualTo("{2}"));
        }
    }

    @Test
    void aSlowLoadNeverOverwritesALaterInvalidationOnAnyNode() {
        for (CacheKey key : keys()) {
            HeldLoader slow = new HeldLoader();
            var loading = a.cache.body(key, TTL, slow).subscribeAsCompletionStage();
            slow.awaitBegun(1);
            b.cache.invalidate(key).await().atMost(SOON);
            slow.end("{old}");
            assertThat(loading).succeedsWithin(SOON);
            assertThat(b.inRedis(key.value())).isEqualTo("null");
        }
    }
}
