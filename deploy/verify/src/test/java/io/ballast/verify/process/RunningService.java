// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.LogScan;
import io.ballast.common.testing.TestTokens;
import io.ballast.verify.client.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One service as a process of its own, to be killed, frozen and started again. It listens on a free port, trusts the
 * tokens of {@link TestTokens}, and is told everything else by its test.
 */
public final class RunningService implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Service service;
    private final int port = EmbeddedRedis.freePort();
    private final Path settings;
    private final Path log;
    private Process process;

    private RunningService(Service service, Map<String, String> told) {
        this.service = service;
        Path folder = Path.of(System.getProperty("ballast.root"), "deploy/verify/target/processes");
        String name = service.module() + "-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        this.settings = folder.resolve(name + ".properties");
        this.log = folder.resolve(name + ".log");
        write(told);
        this.process = launch();
    }

    /** Starts it and waits until it is alive. */
    public static RunningService start(Service service, Map<String, String> settings) {
        RunningService started = launch(service, settings);
        started.awaitAlive();
        return started;
    }

    /** Starts it and does not wait; for starting several at once. */
    public static RunningService launch(Service service, Map<String, String> settings) {
        return new RunningService(service, settings);
    }

    /** Waits until it is alive, or fails with the end of its log. */
    public void awaitAlive() {
        try {
            await().atMost(START).untilAsserted(() -> assertThat(Http.status(url() + "/q/health/live"))
                    .isEqualTo(200));
        } catch (RuntimeException | Error e) {
            close();
            throw new AssertionError(service.module() + " does not come alive:\n" + log(), e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it with SIGKILL and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Ends it with SIGTERM, as a clean stop does, and waits until it is gone. */
    public void terminate() {
        process.destroy();
        awaitEnd();
    }

    /** Stops it in its tracks (SIGSTOP): its connections stay open and it answers nothing. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it go on (SIGCONT). */
    public void thaw() {
        signal("CONT");
    }

    /** Starts it again after its end, on the same port and with the same settings, and waits until it is alive. */
    public void restart() {
        process = launch();
        awaitAlive();
    }

    /** What it has written so far, of all its lives. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it, and fails if anything secret is in what it wrote. */
    @Override
    public void close() {
        kill();
        assertThat(LogScan.secretsIn(log())).as("secrets in %s", log).isEmpty();
    }

    private void write(Map<String, String> told) {
        Properties properties = new Properties();
        properties.setProperty("quarkus.http.port", Integer.toString(port));
        properties.setProperty(
                "ballast.security.public-key", TestTokens.publicKeyFile().toString());
        properties.putAll(told);
        try {
            Files.createDirectories(settings.getParent());
            try (Writer out = Files.newBufferedWriter(settings)) {
                properties.store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "-Dquarkus.config.locations=" + settings,
                "-jar",
                service.jar().toString());
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError(service.module() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(exit).as("kill -%s", name).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
