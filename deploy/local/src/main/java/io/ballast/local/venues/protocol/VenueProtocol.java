// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.protocol;

import java.util.Map;

/**
 * One venue's protocol, served under a path prefix of its own. Everything of one server runs on one event loop, so an
 * implementation needs no locks and must not block.
 */
public interface VenueProtocol {

    /** First path segment with its slash, such as {@code /binance}. */
    String prefix();

    /** Whether the venue has a WebSocket endpoint at this path. */
    boolean accepts(Request request);

    /** A client connected to an accepted endpoint. */
    Session open(Request request, Connection connection);

    /** Answers a REST request of the venue; a path it does not know is a 404 in the venue's own words. */
    Reply get(Request request);

    /**
     * What was asked for.
     *
     * @param path below the prefix, such as {@code /api/v3/depth}
     * @param query decoded; of a repeated parameter the first
     */
    record Request(String path, Map<String, String> query) {
        public Request {
            query = Map.copyOf(query);
        }

        /** The parameter's value, or an empty text. */
        public String parameter(String name) {
            return query.getOrDefault(name, "");
        }
    }

    /** A JSON answer to a REST request. */
    record Reply(int status, String body) {}

    /** The venue's side of one WebSocket connection. */
    interface Session {

        void received(String text);

        /** The client answered a {@link Connection#ping()}. */
        default void ponged() {}

        /** The connection ended, whoever ended it: timers must stop. Called once. */
        void closed();
    }

    /** The client's side of one WebSocket connection. Sending to a closed one does nothing. */
    interface Connection {

        /** Sends one text frame whatever is queued already: for what is little or paced by {@link #isFull()}. */
        void send(String text);

        /** Whether the client reads more slowly than it is written to. */
        boolean isFull();

        /** Runs {@code task} once the queue has room again; only the last task given counts. */
        void whenDrained(Runnable task);

        void ping();

        /** Closes with a code of RFC 6455, section 7.4. */
        void close(int code, String reason);

        /** Sends a live frame; as venues do, cuts a client that cannot keep up, which also bounds the queue. */
        default void offer(String text) {
            if (isFull()) {
                close(1008, "slow consumer");
            } else {
                send(text);
            }
        }
    }
}
