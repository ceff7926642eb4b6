// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ballast.common.testing.LogScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code deploy/agents/ballast-push} as a process. */
final class Script implements AutoCloseable {

    private static final Path FILE = Path.of(System.getProperty("ballast.root"), "deploy/agents/ballast-push");

    private final Process process;
    private final Path output;

    private Script(Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("python3", FILE.toString()));
        command.addAll(arguments);
        try {
            output = Files.createTempFile("ballast-push", ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("BALLAST_"));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Script start(Map<String, String> environment, String... arguments) {
        return new Script(environment, List.of(arguments));
    }

    /** Skips the test, and says so, where there is no Python. */
    static void assumePython() {
        boolean there = false;
        try {
            Process version = new ProcessBuilder("python3", "--version").start();
            there = version.waitFor(10, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException e) {
            System.err.println("no python3: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!there) {
            System.err.println("SKIPPED: deploy/agents/ballast-push is not tested: there is no python3 on the PATH");
        }
        assumeTrue(there, "no python3 on the PATH: deploy/agents/ballast-push is not tested");
    }

    /** Its exit code, once it has ended. */
    int exit() {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("it ends:\n%s", this)
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Asks it to end, as a service manager does. */
    void terminate() {
        process.destroy();
    }

    /** What it has printed so far. */
    @Override
    public String toString() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        assertThat(LogScan.secretsIn(toString())).as("secrets in its output").isEmpty();
        try {
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
