// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How answers are judged. */
@ConfigMapping(prefix = "ballast.market.quote")
interface QuoteConfig {

    /** A price older than this is called stale in an answer. */
    @WithDefault("30s")
    Duration staleAfter();
}
