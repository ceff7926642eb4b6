// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy on the loopback address that can make connections half-open or cut them. */
public final class FaultProxy implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
    private final NetServer server;
    private final int target;
    private volatile boolean blackHole;

    private FaultProxy(int target) {
        this.target = target;
        this.server = vertx.createNetServer(
                        new NetServerOptions().setHost("127.0.0.1").setPort(0))
                .connectHandler(this::accept);
        server.listen().toCompletionStage().toCompletableFuture().join();
    }

    /** Forwards to that port of the loopback address. */
    public static FaultProxy to(int target) {
        return new FaultProxy(target);
    }

    public int port() {
        return server.actualPort();
    }

    /** From now on nothing is forwarded, on old and on new connections; nobody is told. */
    public void blackHole() {
        blackHole = true;
        sockets.forEach(NetSocket::pause);
    }

    /** New connections work again. Old ones stay dead, as they do when a peer vanished. */
    public void heal() {
        blackHole = false;
    }

    /** Closes every connection at once. */
    public void cut() {
        sockets.forEach(NetSocket::close);
    }

    private void accept(NetSocket inward) {
        remember(inward);
        inward.pause();
        if (blackHole) {
            return;
        }
        client.connect(target, "127.0.0.1").onFailure(e -> inward.close()).onSuccess(outward -> {
            remember(outward);
            forward(inward, outward);
            forward(outward, inward);
            if (!blackHole) {
                inward.resume();
            }
        });
    }

    private static void forward(NetSocket from, NetSocket to) {
        from.handler(to::write);
        from.closeHandler(closed -> to.close());
    }

    private void remember(NetSocket socket) {
        sockets.add(socket);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
