// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real data that lies beside the project; tests that need it are skipped where it is not there. */
final class SharedData {

    private static final Path FOLDER =
            Path.of(System.getProperty("ballast.root", "..")).resolve("../shared/reconciliation-data");

    private SharedData() {}

    static String read(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "no ../shared/reconciliation-data/" + name + " beside the project");
        return Files.readString(file);
    }
}
