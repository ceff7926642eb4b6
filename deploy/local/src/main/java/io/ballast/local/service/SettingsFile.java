// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.service;

import java.util.Map;
import java.util.TreeMap;

/** Settings in the format of {@link java.util.Properties}. */
final class SettingsFile {

    /** Above the file inside the application (250), below environment variables (300). */
    private static final int ORDINAL = 275;

    private SettingsFile() {}

    static String text(Map<String, String> settings) {
        StringBuilder text = new StringBuilder("config_ordinal=" + ORDINAL + "\n");
        new TreeMap<>(settings)
                .forEach((name, value) ->
                        text.append(name).append('=').append(escaped(value)).append('\n'));
        return text.toString();
    }

    /** Backslashes for the format; a dollar sign would begin an expression of MicroProfile Config. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("${", "\\\\${");
    }
}
