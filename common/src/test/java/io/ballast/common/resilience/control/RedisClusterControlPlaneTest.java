// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.testing.EmbeddedCluster;
import org.junit.jupiter.api.AfterEach;

/** Its stream and its hashes lie on different nodes. */
class RedisClusterControlPlaneTest extends ControlPlaneContractTest {

    private final RedisFleet fleet = new RedisFleet(EmbeddedCluster.shared().url());
    private final ControlPlane plane = fleet.plane();
    private final ControlPlane other = fleet.plane();

    @AfterEach
    void end() {
        fleet.close();
    }

    @Override
    ControlPlane plane() {
        return plane;
    }

    @Override
    ControlPlane other() {
        return other;
    }
}
