// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import io.ballast.local.venues.protocol.VenueProtocol.Reply;
import io.ballast.local.venues.protocol.VenueProtocol.Request;
import java.util.Set;

/** Where the data of the streams comes from: a recording or the simulated market. */
interface Feed {

    /** A client connected. */
    Subscriber join(Connection client, Endpoint endpoint);

    Reply get(Request request);

    /** One client's share of the feed. */
    interface Subscriber {

        /** The client has asked for {@code added}, and been answered; it may have had some of them before. */
        void subscribed(Set<String> added);

        void unsubscribed(Set<String> removed);

        void closed();
    }
}
