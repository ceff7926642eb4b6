// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Names this process once, at its start. */
class ServiceInstanceProducer {

    @Produces
    @Singleton
    ServiceInstance instance(SmallRyeConfig config) {
        return ServiceInstance.begin(config.getValue("quarkus.application.name", String.class));
    }
}
