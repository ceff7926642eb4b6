// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import org.junit.jupiter.api.AfterEach;

class RedisControlPlaneTest extends ControlPlaneContractTest {

    private final RedisFleet fleet = new RedisFleet();
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
