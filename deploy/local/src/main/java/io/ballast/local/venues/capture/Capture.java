// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.capture;

import java.util.List;

/**
 * One capture file, wholly read; shared by all the connections that play it.
 *
 * @param file its name, which tells the venue
 */
public record Capture(String file, List<Recording> recordings, List<Reply> replies) {

    public Capture {
        recordings = List.copyOf(recordings);
        replies = List.copyOf(replies);
    }

    /**
     * One recorded WebSocket connection.
     *
     * @param address the URL it was opened with, empty if the file does not say
     * @param sent what the client sent, in order
     * @param frames what the venue sent, in order, byte for byte
     */
    public record Recording(String connection, String address, List<Frame> sent, List<Frame> frames) {
        public Recording {
            sent = List.copyOf(sent);
            frames = List.copyOf(frames);
        }
    }

    /** One text frame; {@code at} is in nanoseconds after the connection was opened. */
    public record Frame(long at, String text) {}

    /** One recorded REST reply. */
    public record Reply(String url, String body) {}
}
