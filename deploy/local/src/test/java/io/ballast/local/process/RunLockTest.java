// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    @TempDir
    private Path folder;

    /** Holds the lock in another process until its input ends. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            try (RunLock lock = RunLock.take(Path.of(arguments[0]), Duration.ZERO)) {
                System.out.println("held");
                while (System.in.read() >= 0) {
                    continue;
                }
            }
        }
    }

    @Test
    void anotherProcessIsKeptOutUntilTheHolderEnds() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(String.valueOf(System.getProperty("java.home")), "bin", "java")
                                .toString(),
                        "-cp",
                        String.valueOf(System.getProperty("java.class.path")),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("held");

            assertThatThrownBy(() -> RunLock.take(folder, Duration.ZERO))
                    .hasMessageStartingWith("another ./ballast (pid " + holder.pid() + ") is starting or stopping");
        } finally {
            holder.destroyForcibly();
        }
        assertThat(holder.waitFor()).isNotZero();

        try (RunLock lock = RunLock.take(folder, Duration.ofSeconds(5))) {
            assertThat(lock).isNotNull();
        }
    }
}
