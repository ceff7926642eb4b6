// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.events.IdempotentPublisher;
import io.ballast.common.events.IdempotentPublisherContractTest;
import io.ballast.common.events.Topic;
import io.ballast.common.testing.EmbeddedCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A batch of events of several topics goes to several nodes. */
class RedisClusterIdempotentPublisherTest extends IdempotentPublisherContractTest {

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

    @Override
    protected IdempotentPublisher publisher() {
        return links.idempotentPublisher();
    }

    @Override
    protected List<String> ids(Topic topic) {
        return RedisIdempotentPublisherTest.ids(links, topic);
    }
}
