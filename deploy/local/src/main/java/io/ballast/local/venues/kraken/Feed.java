// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import java.util.List;
import java.util.Optional;

/** Where the data of the channels comes from: a recording or the simulated market. */
interface Feed {

    /** Why this cannot be subscribed to, in the venue's words; empty if it can. */
    Optional<String> refusal(Subscription subscription);

    /** A client connected. */
    Subscriber join(Connection client);

    /** One client's share of the feed. */
    interface Subscriber {

        /** The client has asked for these in one request, and been answered; it may have had some before. */
        void subscribed(List<Subscription> added);

        void unsubscribed(Subscription removed);

        void closed();
    }
}
