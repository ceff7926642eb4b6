// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.verify.client.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The venues server on a free port. */
final class VenuesProcess implements AutoCloseable {

    private final int port = EmbeddedRedis.freePort();
    private final Process process;

    /** @param arguments what it shows, besides its port */
    VenuesProcess(List<String> arguments) {
        Path root = Path.of(System.getProperty("ballast.root"));
        Path log = root.resolve("deploy/verify/target/processes/venues-" + port + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                root.resolve("deploy/local/target/ballast-local.jar").toString(),
                "io.ballast.local.venues.VenuesMain",
                "--port",
                Integer.toString(port)));
        command.addAll(arguments);
        try {
            Files.createDirectories(log.getParent());
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Http.status("http://127.0.0.1:" + port + "/ready"))
                        .isEqualTo(200));
    }

    int port() {
        return port;
    }

    /** Stops it in its tracks (SIGSTOP): its connections stay open and nothing more comes. */
    void freeze() {
        try {
            int exit = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(exit).isZero();
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
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
