// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

/** Is shown everything that goes over the venues' wires. Called on the venues' loops; must not block. */
public interface WireTap {

    /**
     * A connection stands.
     *
     * @param captureName how the names of captures of this venue's protocol begin
     * @param url what was connected to
     */
    Wire connected(VenueId venue, String captureName, String url);

    /** One connection and the REST requests made for it, in order. */
    interface Wire {

        /** Shows nothing to anybody. */
        Wire UNSEEN = new Wire() {};

        default void sent(String text) {}

        default void received(byte[] utf8) {}

        default void replied(String url, byte[] body) {}

        default void ended() {}
    }
}
