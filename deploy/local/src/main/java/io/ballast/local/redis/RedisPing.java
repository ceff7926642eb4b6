// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.redis;

import io.ballast.local.process.Readiness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Ready when an inline PING (RESP, "Inline commands") is answered with PONG. */
record RedisPing(int port) implements Readiness {

    private static final int LIMIT_MILLIS = 1000;
    private static final byte[] PONG = "+PONG".getBytes(StandardCharsets.US_ASCII);

    @Override
    public boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return java.util.Arrays.equals(socket.getInputStream().readNBytes(PONG.length), PONG);
        } catch (IOException e) {
            return false;
        }
    }
}
