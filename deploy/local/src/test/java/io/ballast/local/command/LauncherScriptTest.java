// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.local.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, as far as it needs nothing built. */
class LauncherScriptTest {

    private static final Path SCRIPT =
            Path.of(String.valueOf(System.getProperty("ballast.root"))).resolve("ballast");

    @TempDir
    private Path elsewhere;

    @Test
    void anUnknownCommandIsOneLineAndExitCodeTwo() throws IOException {
        Tool.Outcome outcome = run(SCRIPT, "frobnicate");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output())
                .isEqualTo("ballast: unknown command 'frobnicate'; "
                        + "commands: up, down, ps, kill, start, token, diagnose, test, bench, seed, help\n");
    }

    @Test
    void helpWorksThroughALinkAndWithoutABuild() throws IOException {
        Path link = Files.createSymbolicLink(elsewhere.resolve("b"), SCRIPT);

        Tool.Outcome outcome = run(link, "help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).contains("./ballast up", "./ballast token", "./ballast test", "./ballast bench");
        assertThat(run(link).output()).isEqualTo(outcome.output());
        assertThat(run(link, "test", "--help").output()).startsWith("Usage: ./ballast test [--native]");
    }

    private static Tool.Outcome run(Path script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(List.of(arguments));
        return Tool.run(command);
    }
}
