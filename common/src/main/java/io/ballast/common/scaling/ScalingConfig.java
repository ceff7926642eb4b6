// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.scaling;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where the HorizontalPodAutoscaler of this service is asked for. Outside Kubernetes nothing is asked. */
@ConfigMapping(prefix = "ballast.scaling")
interface ScalingConfig {

    /** Kubernetes' API, for example {@code https://10.0.0.1:443}; default: what Kubernetes tells every pod. */
    Optional<String> apiUrl();

    /** Folder of the service account's {@code token}, {@code ca.crt} and {@code namespace}. */
    @WithDefault("/var/run/secrets/kubernetes.io/serviceaccount")
    String accountFolder();

    /** The autoscaler's name; default: the service's. */
    Optional<String> autoscaler();

    /** No call to the API lasts longer. */
    @WithDefault("2s")
    Duration timeout();
}
