// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.erasure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How users' data is erased. */
@ConfigMapping(prefix = "ballast.erasure")
interface ErasureConfig {

    /** How long a confirmation is valid after it was shown, or used. */
    @WithDefault("5m")
    Duration confirmWithin();

    /** Rows deleted by one transaction. */
    @WithDefault("2000")
    int batch();

    /** One request erases for so long; what is left then is erased by the same request, sent again. */
    @WithDefault("10s")
    Duration atOnce();
}
