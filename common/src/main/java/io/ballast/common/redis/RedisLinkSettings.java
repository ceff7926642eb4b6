// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.Backoff;
import io.ballast.common.link.LinkSettings;
import java.time.Duration;

/** How every link to Redis is supervised. */
final class RedisLinkSettings {

    private static final Duration STABLE_AFTER = Duration.ofSeconds(10);
    private static final Duration FIRST_QUESTION = Duration.ofSeconds(1);

    private RedisLinkSettings() {}

    static LinkSettings of(RedisConfig config) {
        return new LinkSettings(
                new Backoff(config.backoffFirst(), config.backoffCeiling()),
                config.commandTimeout(),
                config.pingInterval().plus(config.commandTimeout()),
                STABLE_AFTER);
    }

    /** For those that ask something once they are connected, before they are up. */
    static LinkSettings asking(RedisConfig config) {
        LinkSettings plain = of(config);
        return new LinkSettings(
                plain.backoff(), plain.connectTimeout().plus(FIRST_QUESTION), plain.silence(), STABLE_AFTER);
    }
}
