// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.topic;

import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import java.util.List;
import java.util.Optional;

/** Where the data of topics comes from: a recording or the simulated market. A topic is a text as the venue has it. */
public interface TopicFeed {

    /** Why this cannot be subscribed to, in the venue's words; empty if it can. */
    Optional<String> refusal(String topic);

    /** A client connected. */
    Subscriber join(Connection client);

    /** One client's share of the feed. */
    interface Subscriber {

        /** The client has asked for these in one request, and been answered. */
        void subscribed(List<String> added);

        void unsubscribed(String removed);

        void closed();
    }
}
