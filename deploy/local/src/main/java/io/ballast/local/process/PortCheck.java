// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.process;

import io.ballast.local.problem.LaunchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Whether a process would find its port free. */
public final class PortCheck {

    private static final int CONNECT_MILLIS = 500;

    private PortCheck() {}

    /** @throws LaunchException if somebody listens there; the message names who, where that can be seen */
    public static void requireFree(Member member, int port) {
        if (isFree(port)) {
            return;
        }
        String owner = PortOwner.of(port)
                .map(process -> process.name() + " (pid " + process.pid() + "): end it")
                .orElse("another process: end it");
        throw LaunchException.failed("port " + port + ", needed for " + member.id() + ", is taken by " + owner
                + ", or choose another port with " + member.portVariable() + "=<port>");
    }

    static boolean isFree(int port) {
        // A connection is tried too: where a wildcard address may be shared, binding alone proves nothing.
        return !somebodyAnswers(port) && canBind(port);
    }

    private static boolean canBind(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean somebodyAnswers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            // A port in the ephemeral range can connect to itself.
            return socket.getLocalPort() != port;
        } catch (IOException e) {
            return false;
        }
    }
}
