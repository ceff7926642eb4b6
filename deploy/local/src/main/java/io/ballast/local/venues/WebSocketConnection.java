// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues;

import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

/** A client's WebSocket. */
final class WebSocketConnection implements Connection {

    /** From here on a client counts as slow. */
    private static final int QUEUE_BYTES = 1 << 20;

    private final ServerWebSocket socket;

    WebSocketConnection(ServerWebSocket socket) {
        this.socket = socket;
        socket.setWriteQueueMaxSize(QUEUE_BYTES);
    }

    @Override
    public void send(String text) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(text);
        }
    }

    @Override
    public boolean isFull() {
        return !socket.isClosed() && socket.writeQueueFull();
    }

    @Override
    public void whenDrained(Runnable task) {
        if (!socket.isClosed()) {
            socket.drainHandler(drained -> task.run());
        }
    }

    @Override
    public void ping() {
        if (!socket.isClosed()) {
            socket.writePing(Buffer.buffer());
        }
    }

    @Override
    public void close(int code, String reason) {
        if (!socket.isClosed()) {
            socket.close((short) code, reason);
        }
    }
}
