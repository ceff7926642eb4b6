// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.fault;

import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import org.jspecify.annotations.Nullable;

/** Loses, repeats, reorders and spoils frames on their way to a client. Confined to the server's event loop. */
final class FaultyConnection implements Connection {

    private final Connection client;
    private final Faults faults;
    private @Nullable String held;
    private boolean stalled;

    FaultyConnection(Connection client, Faults faults) {
        this.client = client;
        this.faults = faults;
    }

    @Override
    public void send(String text) {
        if (stalled) {
            return;
        }
        Fault fault = faults.next().orElse(null);
        switch (fault) {
            case null -> pass(text);
            case DROP -> {}
            case DUPLICATE -> {
                pass(text);
                pass(text);
            }
            case SWAP -> {
                String before = held;
                held = text;
                if (before != null) {
                    client.send(before);
                }
            }
            case CORRUPT -> pass(faults.corrupted(text));
            case TRUNCATE -> pass(text.substring(0, text.length() / 2));
            case STALL -> stalled = true;
            case CUT -> client.close(1001, "cut on purpose");
        }
    }

    private void pass(String text) {
        client.send(text);
        if (held != null) {
            client.send(held);
            held = null;
        }
    }

    @Override
    public boolean isFull() {
        return client.isFull();
    }

    @Override
    public void whenDrained(Runnable task) {
        client.whenDrained(task);
    }

    @Override
    public void ping() {
        if (!stalled) {
            client.ping();
        }
    }

    @Override
    public void close(int code, String reason) {
        client.close(code, reason);
    }
}
