// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What streams keep. The same in all services: any of them may be the one that trims. */
@ConfigMapping(prefix = "ballast.retention")
public interface RetentionConfig {

    /** Whether this process contends for the trimmer's lease. At least one of the suite should. */
    @WithDefault("true")
    boolean enabled();

    /** How often streams are looked at. A stream may exceed its cap by what is published in that time. */
    @WithDefault("10s")
    Duration interval();

    /** How often new streams (shards, dead letters) are looked for. */
    @WithDefault("1m")
    Duration discoverInterval();

    /** How long an event stays in a market topic, unless a group has yet to handle it. */
    @WithDefault("15m")
    Duration market();

    /** How long an event stays in any other topic, unless a group has yet to handle it. */
    @WithDefault("24h")
    Duration others();

    /** Bytes of memory beyond which a stream loses its oldest events, handled or not. */
    @WithDefault("536870912")
    long maxBytes();

    /** Own limits of a topic, by its name; {@code dlq} is for dead letters. */
    Map<String, TopicLimits> topics();

    /** Limits of one topic; what is not set is as for all. */
    interface TopicLimits {

        /** How long an event stays. */
        Optional<Duration> age();

        /** Bytes of memory of each of its streams. */
        OptionalLong maxBytes();
    }
}
