// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.testing.Settings;
import java.util.ArrayList;
import java.util.List;

/** A link's settings with limits short enough to wait for in a test. */
final class QuickSettings {

    private QuickSettings() {}

    /** @param further {@code name=value} without {@code ballast.redis.} */
    static RedisConfig of(String url, String... further) {
        List<String> settings = new ArrayList<>(List.of(
                "url=" + url,
                "command-timeout=500ms",
                "ping-interval=200ms",
                "statistics-interval=100ms",
                "backoff-first=50ms",
                "backoff-ceiling=100ms"));
        settings.addAll(List.of(further));
        return Settings.of(RedisConfig.class, "ballast.redis", settings.toArray(String[]::new));
    }
}
