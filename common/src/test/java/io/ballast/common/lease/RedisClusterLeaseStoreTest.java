// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.redis.RedisLinks;
import io.ballast.common.testing.EmbeddedCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisClusterLeaseStoreTest extends LeaseStoreContractTest {

    private static final RedisFencedScript APPEND =
            new RedisFencedScript("return redis.call('RPUSH', KEYS[2], ARGV[2])");

    private RedisLinks links;

    @BeforeEach
    void start() {
        links = RedisLinks.up(EmbeddedCluster.shared().url(), new SimpleMeterRegistry());
        await().untilAsserted(() -> assertThat(links.gateway().stats().up()).isTrue());
    }

    @AfterEach
    void end() {
        links.close();
    }

    @Override
    LeaseStore store() {
        return new RedisLeaseStore(links.gateway());
    }

    @Override
    void pass(Duration duration) {}

    @Override
    void emptied() {
        EmbeddedCluster.shared();
    }

    /** On whichever node the key is: the fence lies beside it. */
    @Test
    void writesAreFencedOnEveryNode() {
        for (int i = 0; i < 12; i++) {
            String key = "data" + i;
            assertThat(write(key, 5).toInteger()).isEqualTo(1);
            assertThat(write(key, 6).toInteger()).isEqualTo(2);
            assertThatThrownBy(() -> write(key, 5)).isInstanceOf(FencedException.class);
        }
    }

    private Response write(String key, long epoch) {
        return APPEND.run(links.gateway(), RedisFence.beside(key, epoch), List.of(key), List.of("v"))
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
