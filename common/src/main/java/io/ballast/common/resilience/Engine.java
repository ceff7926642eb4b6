// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;

/** SmallRye Fault Tolerance: who makes guards, and who knows the state of their breakers. */
interface Engine {

    TypedGuard.Builder<Uni<Object>> guard();

    CircuitBreakerMaintenance maintenance();
}
