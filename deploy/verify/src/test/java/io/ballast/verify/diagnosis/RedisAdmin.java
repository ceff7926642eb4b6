// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.diagnosis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An administrator's connection to Redis (inline commands, RESP specification), which outlives what it orders. */
final class RedisAdmin implements AutoCloseable {

    private static final int LIMIT_MILLIS = 5000;

    private final Socket socket;
    private final BufferedReader replies;

    RedisAdmin(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(LIMIT_MILLIS);
            replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command that answers with one line. */
    void run(String command) {
        try {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            String reply = replies.readLine();
            if (reply == null || reply.startsWith("-")) {
                throw new AssertionError(command + ": " + reply);
            }
            if (reply.startsWith("$")) {
                replies.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
