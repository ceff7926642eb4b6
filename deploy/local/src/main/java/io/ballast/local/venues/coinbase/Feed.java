// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.coinbase;

import java.util.Set;

/** Where the data of the channels comes from: a recording or the simulated market. */
interface Feed {

    /** Everything there is data for. */
    Set<String> products();

    Subscriber join(Numbered client);

    /** One client's share of the feed. */
    interface Subscriber {

        /** The client has asked for these products of a channel; it may have had some of them before. */
        void subscribed(String channel, Set<String> products);

        void unsubscribed(String channel, Set<String> products);

        /** Whether subscriptions and heartbeats are told live now, rather than as they were recorded. */
        boolean live();

        void closed();
    }
}
