// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.lease;

import io.ballast.common.lease.LeasedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A {@link LeasedWriter} in a process of its own. */
final class WriterProcess implements AutoCloseable {

    private final Path output;
    private final Process process;

    WriterProcess(String name, String redisUrl, String key) {
        try {
            Path folder = Path.of(System.getProperty("ballast.root"), "deploy/verify/target/processes");
            Files.createDirectories(folder);
            output = Files.createTempFile(folder, "writer-" + name + "-", ".log");
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LeasedWriter.class.getName(),
                            name,
                            redisUrl,
                            key)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(output.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines written so far. */
    List<String> lines() {
        try {
            return Files.readAllLines(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError("kill -" + name + " answered " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
