// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One of a connection's sockets: pinged, and watched for silence, by itself. Confined to the venue's loop. */
final class VenueSocket implements VenueSockets.Events {

    private static final Buffer PING = Buffer.buffer("ballast");

    private final VenueConnection connection;
    private final VenueFeed feed;
    private final String url;
    private WireTap.Wire wire = WireTap.Wire.UNSEEN;
    private @Nullable WebSocket socket;
    private long heardAt;
    private long pingedAt;

    VenueSocket(VenueConnection connection, VenueFeed feed, String url) {
        this.connection = connection;
        this.feed = feed;
        this.url = url;
    }

    void open() {
        feed.sockets().open(url, this);
    }

    @Override
    public void opened(WebSocket opened) {
        if (connection.isOver()) {
            close(opened);
            return;
        }
        socket = opened;
        heardAt = feed.nanos();
        pingedAt = heardAt;
        wire = feed.tapped(url);
        connection.opened();
    }

    WireTap.Wire wire() {
        return wire;
    }

    boolean isOpen() {
        return socket != null;
    }

    @Override
    public void message(byte[] bytes) {
        if (!connection.isOver()) {
            wire.received(bytes);
            connection.message(bytes);
        }
    }

    @Override
    public void heard() {
        heardAt = feed.nanos();
        connection.heard();
    }

    @Override
    public void oversized() {
        feed.rejected("oversized", "beyond the configured limit");
    }

    @Override
    public void ended(String cause) {
        connection.ended(cause);
    }

    void check(Duration pingInterval, Duration silence) {
        WebSocket open = socket;
        if (open == null) {
            return;
        }
        long now = feed.nanos();
        if (now - heardAt >= silence.toNanos()) {
            ended("silent for " + silence.toMillis() + " ms"); // though another socket may be heard
        } else if (now - pingedAt >= pingInterval.toNanos()) {
            pingedAt = now;
            open.writePing(PING).onFailure(failure -> ended("ping failed: " + failure.getMessage()));
        }
    }

    void send(String text) {
        WebSocket open = socket;
        if (open != null) {
            wire.sent(text);
            open.writeTextMessage(text).onFailure(failure -> ended("cannot send: " + failure.getMessage()));
        }
    }

    void close() {
        wire.ended();
        WebSocket open = socket;
        socket = null;
        if (open != null) {
            close(open);
        }
    }

    private static void close(WebSocket open) {
        open.close().onFailure(failure -> {}); // closed already
    }
}
