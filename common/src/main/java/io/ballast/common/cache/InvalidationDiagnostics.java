// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import io.ballast.common.health.Component;
import io.ballast.common.health.DiagnosticContribution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** The connection on which other instances' invalidations are heard. */
@ApplicationScoped
class InvalidationDiagnostics implements DiagnosticContribution {

    private final Invalidations invalidations;

    InvalidationDiagnostics(Invalidations invalidations) {
        this.invalidations = invalidations;
    }

    @Override
    public List<Component> components() {
        return List.of(Component.of(
                Component.Kind.REDIS, invalidations.link(), Map.of("invalidations_heard", invalidations.heard())));
    }
}
