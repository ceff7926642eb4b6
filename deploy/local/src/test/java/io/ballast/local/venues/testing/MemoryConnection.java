// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.testing;

import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client without a socket, which reads as fast or slowly as the test wants. */
public final class MemoryConnection implements Connection {

    private final List<String> sent = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private int pings;
    private int closeCode;
    private @Nullable Runnable drained;

    @Override
    public void send(String text) {
        room--;
        sent.add(text);
    }

    @Override
    public boolean isFull() {
        return room <= 0;
    }

    @Override
    public void whenDrained(Runnable task) {
        drained = task;
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public void close(int code, String reason) {
        closeCode = code;
    }

    /** Reads until there is room for so many frames more. */
    public void makeRoom(int frames) {
        room = frames;
        Runnable task = drained;
        drained = null;
        if (task != null) {
            task.run();
        }
    }

    /** Everything sent so far. */
    public List<String> sent() {
        return List.copyOf(sent);
    }

    /** Everything sent since this was asked last. */
    public List<String> take() {
        List<String> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    public int pings() {
        return pings;
    }

    /** What it was closed with, 0 while open. */
    public int closeCode() {
        return closeCode;
    }
}
