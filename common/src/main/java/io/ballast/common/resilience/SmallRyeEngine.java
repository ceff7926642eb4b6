// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;

/** The engine of the running application. */
@ApplicationScoped
class SmallRyeEngine implements Engine {

    private final CircuitBreakerMaintenance maintenance;

    SmallRyeEngine(CircuitBreakerMaintenance maintenance) {
        this.maintenance = maintenance;
    }

    @Override
    public TypedGuard.Builder<Uni<Object>> guard() {
        return TypedGuard.create(new TypeLiteral<Uni<Object>>() {});
    }

    @Override
    public CircuitBreakerMaintenance maintenance() {
        return maintenance;
    }
}
