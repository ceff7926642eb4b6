// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.process;

import java.nio.file.Files;
import java.nio.file.Path;

/** A service of the suite as it was built. */
public enum Service {
    RECONCILIATION("reconciliation-service"),
    MARKET("market-aggregator-service"),
    BRIDGE("eventbus-bridge");

    private final String module;

    Service(String module) {
        this.module = module;
    }

    String module() {
        return module;
    }

    Path jar() {
        Path jar = Path.of(System.getProperty("ballast.root"), module, "target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new AssertionError(module + " is not built: package it first");
        }
        return jar;
    }
}
