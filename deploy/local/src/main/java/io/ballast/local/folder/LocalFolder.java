// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.folder;

import io.ballast.local.problem.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a local run keeps what it knows.
 *
 * @param root the checked-out project
 * @param home {@code <root>/.ballast} unless the environment variable {@value #HOME_VARIABLE} says otherwise
 */
public record LocalFolder(Path root, Path home) {

    static final String HOME_VARIABLE = "BALLAST_LOCAL_HOME";

    /** The folder of the project that {@code ballast.root} names (the launcher script sets it). */
    public static LocalFolder of(String root, Map<String, String> environment) {
        Path project = Path.of(root).toAbsolutePath().normalize();
        String home = environment.getOrDefault(HOME_VARIABLE, "");
        return new LocalFolder(
                project,
                home.isBlank()
                        ? project.resolve(".ballast")
                        : Path.of(home).toAbsolutePath().normalize());
    }

    /** What runs: one description per process, settings handed to the services, the lock. */
    public Path run() {
        return home.resolve("run");
    }

    /** What must survive: the servers' data. */
    public Path data() {
        return home.resolve("data");
    }

    public Path logs() {
        return home.resolve("logs");
    }

    /** Keys and passwords made at the first run. */
    public Path keys() {
        return home.resolve("keys");
    }

    /** Unpacked server programs. */
    public Path bin() {
        return home.resolve("bin");
    }

    /** The log of one process. */
    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /** The launcher's own jar, which also holds the simulators. */
    public Path launcherJar() {
        return root.resolve("deploy/local/target/ballast-local.jar");
    }

    /** Makes what is missing, readable by the owner alone. */
    public LocalFolder prepared() {
        try {
            for (Path folder : new Path[] {home, run(), data(), logs(), keys(), bin()}) {
                PrivateFiles.makeFolder(folder);
            }
            return this;
        } catch (IOException e) {
            throw LaunchException.failed("cannot write to " + home + ": " + PrivateFiles.reason(e), e);
        }
    }

    /** Deletes the servers' data; keys and programs stay. */
    public void wipeData() {
        try {
            PrivateFiles.deleteTree(data());
            Files.createDirectories(data());
        } catch (IOException e) {
            throw LaunchException.failed("cannot empty " + data() + ": " + PrivateFiles.reason(e), e);
        }
    }
}
