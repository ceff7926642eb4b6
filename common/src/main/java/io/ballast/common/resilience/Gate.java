// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** Stands in front of the engine where something out of the ordinary is to happen to calls. */
sealed interface Gate permits ForcedOpen, AwaitedCall {

    <T> Uni<T> admit(ManagedBreaker breaker, Supplier<Uni<T>> call);
}
