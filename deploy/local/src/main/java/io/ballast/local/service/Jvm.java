// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.service;

import java.nio.file.Path;

/** The Java that runs the launcher also runs everything else. */
final class Jvm {

    private Jvm() {}

    static String program() {
        return Path.of(String.valueOf(System.getProperty("java.home")), "bin", "java")
                .toString();
    }
}
