// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.folder.LocalFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kill nobody | 2 | there is no process 'nobody'; names: reconciliation, market, bridge, postgres, redis, venues, broker",
                "start nobody | 2 | there is no process 'nobody'; names: reconciliation, market, bridge, postgres, redis, venues, broker",
                "kill | 2 | Missing required parameter: 'NAME' (see ./ballast kill --help)",
                "up --bogus | 2 | Unknown option: '--bogus' (see ./ballast up --help)",
                "up --speed 2 | 2 | --speed and --loop need --replay",
                "up --live --replay x | 2 | --live and --replay exclude each other",
                "up --fault lose=0.1 | 2 | --fault: no such fault: lose; there are drop, duplicate, swap, corrupt, truncate, stall, cut",
                "up --live --fault drop=0.1 | 2 | --live and --fault exclude each other",
                "up --replay x --speed 0 | 2 | --speed takes a positive number or max, not '0'",
                "up --replay x --speed fast | 2 | --speed takes a positive number or max, not 'fast'",
                "up --replay /nowhere/at/all | 1 | no such file or folder: /nowhere/at/all",
                "token --role admin | 2 | --role takes user, operator or agent, not 'admin'",
                "token --user me | 2 | --user takes a UUID, not 'me'",
                "token --user 1-1-1-1-1 | 2 | --user takes a UUID, not '1-1-1-1-1'",
                "token --ttl soon | 2 | --ttl takes a duration like PT8H or PT30M, not 'soon'",
                "token --ttl PT-1H | 2 | --ttl must be positive",
                "start redis | 1 | redis is no part of a run; ./ballast up starts one",
            })
    void mistakesAreOneLineAndAnExitCode(String command, int exitCode, String message) {
        assertThat(run(command)).isEqualTo(exitCode);
        assertThat(err.toString()).isEqualTo("ballast: " + message + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whatIsNotRunningNeedsNoStopping() {
        assertThat(run("down")).isZero();
        assertThat(run("kill redis")).isZero();
        assertThat(run("idle")).isZero();
        assertThat(out.toString()).isEqualTo("nothing is running\nredis is not running\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void psListsAllProcessesForMachines() throws IOException {
        assertThat(run("ps --json")).isZero();

        JsonNode rows = new JsonMapper().readTree(out.toString());
        assertThat(rows.findValuesAsText("name"))
                .containsExactly("reconciliation", "market", "bridge", "postgres", "redis", "venues", "broker");
        assertThat(rows.findValuesAsText("state")).containsOnly("stopped");
        assertThat(rows.get(0).get("port").asInt()).isEqualTo(8081);
        assertThat(rows.get(0).get("pid").isNull()).isTrue();
    }

    @Test
    void tokenPrintsTheTokenAndNothingElse() {
        assertThat(run("token --role agent --user 6D1F7B52-64A5-4B7E-8A39-2F2F41B6A001"))
                .isZero();

        assertThat(out.toString()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\n");
        assertThat(err.toString()).isEmpty();
        assertThat(root.resolve(".ballast/keys/private.pem")).exists();
    }

    @Test
    void aTakenPortStopsUpBeforeAnythingStarts() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("BALLAST_LOCAL_POSTGRES_PORT", Integer.toString(taken.getLocalPort()));

            assertThat(run("up --detach")).isEqualTo(1);

            assertThat(err.toString().lines()).singleElement().satisfies(line -> assertThat(line)
                    .startsWith(
                            "ballast: port " + taken.getLocalPort() + ", needed for postgres, is taken by java (pid "));
        }
        try (Stream<Path> left = Files.list(root.resolve(".ballast/data"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : List.of("up", "down", "ps", "kill", "start", "token", "diagnose")) {
            assertThat(run(command + " --help")).isZero();
            assertThat(out.toString()).contains("Usage: ./ballast " + command);
        }
        assertThat(err.toString()).isEmpty();
    }

    private int run(String command) {
        Surroundings surroundings = new Surroundings(
                LocalFolder.of(root.toString(), environment), environment, new PrintWriter(out), false);
        return CommandLineEntry.run(surroundings, new PrintWriter(err, true), command.split(" "));
    }
}
