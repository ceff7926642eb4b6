// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;

/** Settings as they are in the service, without one. */
public final class TestConfig {

    private TestConfig() {}

    /** The defaults of a mapping, except for what {@code keysAndValues} say in turns. */
    public static <T> T of(Class<T> mapping, String... keysAndValues) {
        SmallRyeConfigBuilder config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(mapping);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.withDefaultValue(keysAndValues[i], keysAndValues[i + 1]);
        }
        return config.build().getConfigMapping(mapping);
    }
}
