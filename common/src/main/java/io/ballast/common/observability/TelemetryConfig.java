// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.observability;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where traces go. */
@ConfigMapping(prefix = "ballast.telemetry")
interface TelemetryConfig {

    /** OTLP over HTTP, for example {@code http://127.0.0.1:4318}; used where the sample ratio is above 0. */
    Optional<String> otlpEndpoint();

    /**
     * Share of the traces beginning in this service that are recorded and exported, 0 to 1; a trace begun elsewhere
     * keeps its sender's choice. With 0 nothing is sent, and context is still handed on.
     */
    @WithDefault("0")
    double sampleRatio();
}
