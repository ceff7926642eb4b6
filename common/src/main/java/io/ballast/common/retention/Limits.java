// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import io.ballast.common.retention.RetentionConfig.TopicLimits;
import java.time.Duration;

/**
 * What one stream may keep.
 *
 * @param age events older than this go once every group has handled them
 * @param maxBytes above this the oldest go, whoever has handled them
 */
record Limits(Duration age, long maxBytes) {

    static Limits of(StreamName stream, RetentionConfig config) {
        Duration age = stream.ofMarket() ? config.market() : config.others();
        TopicLimits own = config.topics().get(stream.topic());
        return own == null
                ? new Limits(age, config.maxBytes())
                : new Limits(own.age().orElse(age), own.maxBytes().orElse(config.maxBytes()));
    }
}
