// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.observability;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the process logs. */
@ConfigMapping(prefix = "ballast.log")
interface LogConfig {

    /**
     * One JSON object per line, with {@code traceId} and {@code spanId} where there is a trace; else text for people.
     * Read at start.
     */
    @WithDefault("true")
    boolean json();
}
