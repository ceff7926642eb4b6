// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.local.problem.LaunchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PortCheckTest {

    @Test
    void aTakenPortNamesPortProcessAndWayOut() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertTaken(taken.getLocalPort());
        }
    }

    @Test
    void aListenerOnAllAddressesTakesThePortToo() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("0.0.0.0", 0));
            assertTaken(taken.getLocalPort());
        }
    }

    @Test
    void aFreePortPasses() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThatCode(() -> PortCheck.requireFree(Member.REDIS, port)).doesNotThrowAnyException();
    }

    @Test
    void portsCanBeMovedByTheEnvironment() {
        assertThat(Member.REDIS.port(Map.of())).isEqualTo(OptionalInt.of(16379));
        assertThat(Member.REDIS.port(Map.of("BALLAST_LOCAL_REDIS_PORT", "7000")))
                .isEqualTo(OptionalInt.of(7000));
        assertThat(Member.BROKER.port(Map.of())).isEmpty();
        assertThatThrownBy(() -> Member.REDIS.port(Map.of("BALLAST_LOCAL_REDIS_PORT", "70000")))
                .hasMessage("BALLAST_LOCAL_REDIS_PORT=70000 is no port (1 to 65535)");
    }

    private static void assertTaken(int port) {
        long self = ProcessHandle.current().pid();
        assertThatThrownBy(() -> PortCheck.requireFree(Member.MARKET, port))
                .isInstanceOf(LaunchException.class)
                .hasMessage("port " + port + ", needed for market, is taken by java (pid " + self
                        + "): end it, or choose another port with BALLAST_LOCAL_MARKET_PORT=<port>");
    }
}
