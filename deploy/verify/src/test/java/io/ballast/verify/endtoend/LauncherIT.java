// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.verify.client.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the launcher says when it cannot, or need not, do as it is told: one clear line each, nothing left behind. */
class LauncherIT {

    private final LocalSuite suite = new LocalSuite("launcher");

    @Test
    void aTakenPortIsNamedAndNothingIsStarted() throws IOException {
        try (ServerSocket taken = new ServerSocket(8082, 1, InetAddress.getLoopbackAddress())) {
            LocalSuite.Result result = suite.run("up", "--detach");
            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.lines()).hasSize(1);
            assertThat(result.out()).contains("8082").contains("market");
            assertThat(taken.isBound()).isTrue();
        }
        for (int port : LocalSuite.PORTS) {
            assertThat(Ports.open(port)).as("port %d", port).isFalse();
        }
    }

    @Test
    void downWithNothingRunningSaysSo() {
        LocalSuite.Result result = suite.run("down");
        assertThat(result.exit()).isZero();
        assertThat(result.lines()).hasSize(1);
    }

    @Test
    void psNamesEveryProcessEvenWhenNothingRuns() {
        JsonNode ps = suite.ps();
        List<String> names = StreamSupport.stream(ps.spliterator(), false)
                .map(p -> p.path("name").asText())
                .toList();
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "reconciliation", "market", "bridge", "postgres", "redis", "venues", "broker");
    }

    @Test
    void anUnknownNameOrCommandListsWhatThereIs() {
        LocalSuite.Result name = suite.run("kill", "nobody");
        assertThat(name.exit()).isEqualTo(2);
        assertThat(name.out()).contains("postgres");
        LocalSuite.Result command = suite.run("dance");
        assertThat(command.exit()).isEqualTo(2);
        assertThat(command.lines()).hasSize(1);
    }

    @Test
    void aSecondUpIsRefusedInOneLine() {
        try (LocalSuite running = suite.up()) {
            LocalSuite.Result second = running.run("up", "--detach");
            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.lines()).hasSize(1);
        }
    }
}
