// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.process;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which variables a started process sees: all of the caller's, but none that steer the launcher. Those that steer the
 * services are recorded, so that a process started again from another terminal is configured as before.
 */
public final class Environment {

    private static final String LAUNCHER = "BALLAST_LOCAL_";
    private static final List<String> RECORDED = List.of("BALLAST_", "QUARKUS_", "OTEL_", "MP_");

    private Environment() {}

    /** The part of {@code inherited} that configures services. */
    public static Map<String, String> settings(Map<String, String> inherited) {
        Map<String, String> settings = new TreeMap<>(inherited);
        settings.keySet().removeIf(name -> !isSetting(name) || name.startsWith(LAUNCHER));
        return settings;
    }

    /** What a process sees: {@code inherited} without any settings, then the {@code recorded} ones. */
    static Map<String, String> of(Map<String, String> inherited, Map<String, String> recorded) {
        Map<String, String> result = new TreeMap<>(inherited);
        result.keySet().removeIf(Environment::isSetting);
        result.putAll(recorded);
        return result;
    }

    private static boolean isSetting(String name) {
        return RECORDED.stream().anyMatch(name::startsWith);
    }
}
