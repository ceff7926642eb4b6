// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.features;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Pace and window of the features. */
@ConfigMapping(prefix = "ballast.market.features")
interface FeaturesConfig {

    /** One sample of every symbol's prices is taken, and changed features are published, so often. */
    @WithDefault("1s")
    Duration interval();

    /** A funding rate not told again for so long counts no more. */
    @WithDefault("60s")
    Duration fundingMaxAge();

    /** Samples kept for volatility and for which venue leads. */
    @WithDefault("60")
    int samples();
}
