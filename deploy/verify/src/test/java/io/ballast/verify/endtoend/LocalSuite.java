// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.testing.LogScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One local run with a state folder of its own, driven as a person would: by the launcher's commands. */
final class LocalSuite implements AutoCloseable {

    static final List<Integer> PORTS = List.of(8081, 8082, 8083, 15432, 16379, 18090);

    /** What a command printed and how it ended. */
    record Result(int exit, String out) {

        /** The printed lines, without blank ones. */
        List<String> lines() {
            return out.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    private static final Path ROOT = Path.of(System.getProperty("ballast.root"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;

    LocalSuite(String name) {
        this.home = ROOT.resolve("deploy/verify/target/run-" + name);
    }

    /** Starts everything and waits until it is ready. */
    LocalSuite up(String... options) {
        List<String> command = new ArrayList<>(List.of("up", "--detach", "--fresh"));
        command.addAll(List.of(options));
        Result result = run(command.toArray(String[]::new));
        assertThat(result.exit()).as("./ballast up: %s", result.out()).isZero();
        return this;
    }

    /** Runs {@code ./ballast} with these arguments to its end, standard output and error together. */
    Result run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("ballast").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("BALLAST_LOCAL_HOME", home.toString());
        try {
            Files.createDirectories(home);
            Path out = Files.createTempFile(home, "command", ".out");
            Process process = builder.redirectOutput(out.toFile()).start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end within 5 minutes");
            }
            return new Result(process.exitValue(), Files.readString(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    void kill(String name) {
        Result result = run("kill", name);
        assertThat(result.exit())
                .as("./ballast kill %s: %s", name, result.out())
                .isZero();
    }

    void start(String name) {
        Result result = run("start", name);
        assertThat(result.exit())
                .as("./ballast start %s: %s", name, result.out())
                .isZero();
    }

    String token(String role, UUID user) {
        Result result = run("token", "--role", role, "--user", user.toString());
        assertThat(result.exit()).as("./ballast token: %s", result.out()).isZero();
        return result.out().strip();
    }

    JsonNode ps() {
        try {
            return JSON.readTree(run("ps", "--json").out());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The process id that {@code ps} gives for that name. */
    long pid(String name) {
        for (JsonNode process : ps()) {
            if (process.path("name").asText().equals(name)) {
                return process.path("pid").asLong();
            }
        }
        throw new AssertionError("ps does not list " + name);
    }

    Path home() {
        return home;
    }

    @Override
    public void close() {
        Result result = run("down");
        assertThat(result.exit()).as("./ballast down: %s", result.out()).isZero();
        assertNoSecretsLogged();
    }

    private void assertNoSecretsLogged() {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                assertThat(LogScan.secretsIn(new String(Files.readAllBytes(log), StandardCharsets.UTF_8)))
                        .as("secrets in %s", log)
                        .isEmpty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
