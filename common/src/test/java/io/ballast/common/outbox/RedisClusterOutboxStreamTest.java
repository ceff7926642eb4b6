// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import io.ballast.common.testing.EmbeddedCluster;

/** The same over a cluster, where the position must lie in its stream's slot. */
class RedisClusterOutboxStreamTest extends RedisOutboxStreamTest {

    @Override
    String url() {
        return EmbeddedCluster.shared().url();
    }
}
