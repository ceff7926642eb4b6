// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.observability;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where traces go. */
@ConfigMapping(prefix = "ballast.telemetry")
interface TelemetryConfig {

    /** OTLP over HTTP, for example {@code http://127.0.0.1:4318}; absent: traces are propagated but not exported. */
    Optional<String> otlpEndpoint();
}
