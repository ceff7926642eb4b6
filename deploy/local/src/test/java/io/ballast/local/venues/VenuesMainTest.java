// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is said when the server cannot start. */
class VenuesMainTest {

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @Test
    void aSourceIsNeededAndOnlyOne() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--simulate", "--replay", "a.jsonl")).isEqualTo(2);
    }

    @Test
    void aSpeedThatIsNoneIsOneClearLine() {
        assertThat(run("--replay", folder.toString(), "--speed", "fast")).isEqualTo(1);
        assertThat(errors.toString()).isEqualTo("venues: speed must be a number or max: fast\n");
    }

    @Test
    void aFileThatIsNoCaptureIsOneClearLine() throws IOException {
        Path broken = Files.writeString(folder.resolve("kraken-v2.jsonl"), "{\"t\":\"other\"}");

        assertThat(run("--replay", broken.toString())).isEqualTo(1);
        assertThat(errors.toString()).isEqualTo("venues: " + broken + ":1: unknown kind of entry: other\n");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(run("--replay", folder.resolve("kraken-v2.jsonl").toString()))
                .isEqualTo(1);
        assertThat(errors.toString()).startsWith("venues: ").contains("kraken-v2.jsonl");
    }

    @Test
    void aTakenPortIsOneClearLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("--simulate", "--port", String.valueOf(taken.getLocalPort())))
                    .isEqualTo(1);
            assertThat(errors.toString().lines()).singleElement().asString().contains("cannot listen on 127.0.0.1:");
        }
    }

    private int run(String... arguments) {
        return new CommandLine(new VenuesMain())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
