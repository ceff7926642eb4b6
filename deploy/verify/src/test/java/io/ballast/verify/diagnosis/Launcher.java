// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The commands of {@code ./ballast} that start nothing, over processes started elsewhere. */
record Launcher(Path home, Map<String, String> ports) {

    String run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("ballast.root"), "ballast").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("BALLAST_LOCAL_HOME", home.toString());
        builder.environment().put("BALLAST_LOCAL_BUILD", "never");
        builder.environment().putAll(ports);
        try {
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(out).isZero();
            return out.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
