// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A TCP proxy on the loopback address whose connections can be ended, refused, or made half-open. */
public final class FaultProxy implements AutoCloseable {

    private enum Newcomers {
        FORWARDED,
        /** Accepted and never answered. */
        SWALLOWED,
        REFUSED
    }

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final List<NetSocket> sockets = new ArrayList<>();
    private final List<NetSocket> swallowed = new ArrayList<>();
    private final NetServer server;
    private volatile int target;
    private int accepted;
    private int ended;
    private Newcomers newcomers = Newcomers.FORWARDED;

    private FaultProxy(int target) {
        this.target = target;
        this.server = await(vertx.createNetServer().connectHandler(this::link).listen(0, "127.0.0.1"));
    }

    /** Forwards to that port of the loopback address. */
    public static FaultProxy to(int target) {
        return new FaultProxy(target);
    }

    public int port() {
        return server.actualPort();
    }

    public String redisUrl() {
        return "redis://127.0.0.1:" + port();
    }

    /** Connections forwarded so far. */
    public synchronized int accepted() {
        return accepted;
    }

    /** New connections lead to that port from now on; the connections there are stay where they are. */
    public void retarget(int port) {
        target = port;
    }

    /** From now on the connections there are carry nothing, and nobody is told; new ones work. */
    public synchronized void freeze() {
        sockets.forEach(NetSocket::pause);
        sockets.clear();
    }

    /** As {@link #freeze}, and new connections are established and stay silent too. */
    public synchronized void blackHole() {
        newcomers = Newcomers.SWALLOWED;
        freeze();
    }

    /** Ends the connections there are, and returns when nothing passes any more; new ones work. */
    public void cut() {
        end(newcomers());
    }

    /** As {@link #cut}, and ends every new one at once. */
    public void refuse() {
        end(Newcomers.REFUSED);
    }

    private void end(Newcomers next) {
        List<Future<Void>> closing;
        synchronized (this) {
            newcomers = next;
            closing = sockets.stream().map(NetSocket::close).toList();
            sockets.clear();
        }
        await(Future.join(closing));
    }

    /** New connections work again; what was frozen stays dead, as it does when a peer vanished. */
    public synchronized void heal() {
        newcomers = Newcomers.FORWARDED;
    }

    /** As {@link #heal}, and what was swallowed gets through after all, however late; returns how many. */
    public int release() {
        List<NetSocket> late;
        synchronized (this) {
            newcomers = Newcomers.FORWARDED;
            late = List.copyOf(swallowed);
            swallowed.clear();
        }
        late.forEach(this::connect);
        return late.size();
    }

    /** Connections forwarded so far that have ended. */
    public synchronized int ended() {
        return ended;
    }

    private synchronized void ended(NetSocket outward) {
        ended++;
        outward.close();
    }

    private void link(NetSocket inward) {
        inward.pause();
        switch (newcomers()) {
            case SWALLOWED -> swallow(inward);
            case REFUSED -> inward.close();
            case FORWARDED -> connect(inward);
        }
    }

    private synchronized void swallow(NetSocket inward) {
        swallowed.add(inward);
    }

    private void connect(NetSocket inward) {
        client.connect(target, "127.0.0.1")
                .onFailure(refused -> inward.close())
                .onSuccess(outward -> forward(inward, outward));
    }

    private synchronized Newcomers newcomers() {
        return newcomers;
    }

    private synchronized void forward(NetSocket inward, NetSocket outward) {
        inward.handler(outward::write).closeHandler(gone -> ended(outward));
        outward.handler(inward::write).closeHandler(gone -> inward.close());
        accepted++;
        sockets.add(inward);
        sockets.add(outward);
        if (newcomers == Newcomers.FORWARDED) {
            inward.resume();
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
