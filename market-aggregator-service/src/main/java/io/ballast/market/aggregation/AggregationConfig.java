// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.aggregation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of what is kept in memory for answers. */
@ConfigMapping(prefix = "ballast.market.aggregation")
interface AggregationConfig {

    /** Newest trades kept of each symbol, over all venues. */
    @WithDefault("1000")
    int tradesKept();
}
