// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

class FakeControlPlaneTest extends ControlPlaneContractTest {

    private final FakeControlPlane.Store store = new FakeControlPlane.Store();
    private final FakeControlPlane plane = new FakeControlPlane(store);
    private final FakeControlPlane other = new FakeControlPlane(store);

    @Override
    ControlPlane plane() {
        return plane;
    }

    @Override
    ControlPlane other() {
        return other;
    }
}
