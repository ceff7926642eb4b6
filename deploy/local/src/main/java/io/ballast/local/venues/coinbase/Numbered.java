// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.coinbase;

import io.ballast.local.venues.protocol.VenueProtocol.Connection;

/**
 * A client's connection on which every message has the number after the one before, over all channels, from 0. A
 * recording played from its beginning has just these numbers already, so that it comes byte for byte.
 */
final class Numbered implements Connection {

    private static final String FIELD = "\"sequence_num\":";

    private final Connection client;
    private long next;

    Numbered(Connection client) {
        this.client = client;
    }

    /** Sends a message, with its own number instead of the one it has; one without a number takes none. */
    @Override
    public void send(String text) {
        int at = text.indexOf(FIELD);
        if (at < 0) {
            client.send(text);
            return;
        }
        int from = at + FIELD.length();
        int to = from;
        while (to < text.length() && Character.isDigit(text.charAt(to))) {
            to++;
        }
        String number = Long.toString(next++);
        client.send(
                text.regionMatches(from, number, 0, number.length()) && to - from == number.length()
                        ? text
                        : text.substring(0, from) + number + text.substring(to));
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
        client.ping();
    }

    @Override
    public void close(int code, String reason) {
        client.close(code, reason);
    }
}
