// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.io.IOException;

/** One connection's conversation with a venue. Every method is called on the venue's loop and must not block. */
public interface VenueSession {

    /** The connection stands, with all its sockets: subscribe. Messages may come before the last of them is open. */
    void opened();

    /**
     * One whole text message.
     *
     * @throws IOException if it is not what the venue's protocol allows; the conversation goes on
     * @throws IllegalArgumentException likewise
     */
    void message(byte[] utf8) throws IOException;

    /** A book has waited for its snapshot longer than allowed, while books of other symbols are good. */
    void overdue(Symbol symbol);
}
