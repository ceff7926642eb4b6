// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How services read the topics that they act upon. */
@ConfigMapping(prefix = "ballast.events.consumer")
interface ConsumerConfig {

    /** Entries read at once. */
    @WithDefault("100")
    int batch();

    /** Entries that their consumer neither acknowledged nor renewed for so long are another's. */
    @WithDefault("3s")
    Duration claimAfter();

    /** A consumer of the group that was not heard of for so long, and holds nothing, is forgotten. */
    @WithDefault("1h")
    Duration forgetAfter();

    /** One event may take its handler so long; then it is tried again. */
    @WithDefault("30s")
    Duration handlerLimit();

    /** Attempts after which an event whose handler fails for good is set aside. */
    @WithDefault("3")
    int attempts();

    /** Ceiling of the first wait before an event is tried again. */
    @WithDefault("100ms")
    Duration retryFirst();

    /** No wait before an event is tried again is longer. */
    @WithDefault("5s")
    Duration retryCeiling();
}
