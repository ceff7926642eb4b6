// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

import java.util.Optional;
import java.util.Set;

/** What the venue refuses whoever asks. */
final class Channels {

    static final String BOOK = "book";
    static final String TRADE = "trade";

    /** Public channels that are subscribed to by symbol. */
    static final Set<String> PUBLIC = Set.of(BOOK, TRADE, "ticker", "ohlc");

    private static final Set<Integer> DEPTHS = Set.of(10, 25, 100, 500, 1000);

    private Channels() {}

    /** Why a subscription is refused that names a channel, depth or symbol which is not there. */
    static Optional<String> refusal(Subscription subscription, Set<String> channels, Set<String> symbols) {
        Topic topic = subscription.topic();
        if (!channels.contains(topic.channel())) {
            return Optional.of("Subscription name invalid");
        }
        if (topic.channel().equals(BOOK) && !DEPTHS.contains(subscription.depth())) {
            return Optional.of("Subscription depth not supported");
        }
        if (!symbols.contains(topic.symbol())) {
            return Optional.of("Currency pair not supported " + topic.symbol());
        }
        return Optional.empty();
    }
}
