// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A {@code @ConfigMapping} as a running service would have it, for tests without Quarkus. */
public final class Settings {

    private Settings() {}

    /** @param settings {@code name=value}, without the prefix; all others have their defaults */
    public static <T> T of(Class<T> mapping, String prefix, String... settings) {
        Map<String, String> values = new HashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            values.put(prefix + "." + setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(mapping)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(mapping);
    }
}
