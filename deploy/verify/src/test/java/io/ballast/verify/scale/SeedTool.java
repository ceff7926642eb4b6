// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** {@code ./ballast seed} as people run it. */
record SeedTool(int port) {

    private static final Path ROOT = Path.of(System.getProperty("ballast.root"));

    /** Gives the user a history of so many rows; returns what it printed. */
    String fill(UUID user, long rows) {
        try {
            Process process = start(user, rows);
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(printed).isZero();
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Begins it, and kills it when it has told of some progress. */
    void killedOnTheWay(UUID user, long rows) {
        try {
            Process process = start(user, rows);
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                String line = lines.readLine();
                assertThat(line).as("what it prints first").contains("rows/s");
            }
            process.destroyForcibly().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Process start(UUID user, long rows) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        ROOT.resolve("ballast").toString(),
                        "seed",
                        "--user",
                        user.toString(),
                        "--rows",
                        Long.toString(rows),
                        "--database",
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres"))
                .redirectErrorStream(true);
        builder.environment().put("BALLAST_LOCAL_BUILD", "never");
        builder.environment().put("BALLAST_DATABASE_USER", "postgres");
        builder.environment().put("BALLAST_DATABASE_PASSWORD", "postgres");
        return builder.start();
    }
}
