// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.diagnosis;

import io.ballast.common.health.Component;
import io.ballast.common.health.Component.Kind;
import io.ballast.common.resilience.BreakerStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that a diagnosis is made from. */
record Facts(Instant at, List<Component> components, List<BreakerStatus> breakers) {

    Facts {
        components = List.copyOf(components);
        breakers = List.copyOf(breakers);
    }

    Stream<Component> of(Kind kind) {
        return components.stream().filter(component -> component.kind() == kind);
    }

    Optional<BreakerStatus> breaker(String name) {
        return breakers.stream().filter(b -> b.name().equals(name)).findFirst();
    }
}
