// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.coinbase;

import io.ballast.market.venue.Channel;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which subscriptions still wait to be confirmed. The venue answers each request with the whole set that stands; an
 * error does not say what it is about. Confined to the venue's loop.
 */
final class Answers {

    /** One channel of one product. */
    record Subscription(Channel channel, String product) {}

    private final Set<Subscription> waiting = new HashSet<>();
    private boolean any;

    void expect(Channel channel, Collection<String> products) {
        products.forEach(product -> waiting.add(new Subscription(channel, product)));
    }

    /** What the answer confirms for the first time. */
    List<Subscription> confirmed(Map<String, Set<String>> standing) {
        List<Subscription> news = waiting.stream()
                .filter(each ->
                        standing.getOrDefault(name(each.channel()), Set.of()).contains(each.product()))
                .toList();
        news.forEach(waiting::remove);
        any |= !news.isEmpty();
        return news;
    }

    /** What is not confirmed, and no longer waited for. */
    List<Subscription> given() {
        List<Subscription> left = List.copyOf(waiting);
        waiting.clear();
        return left;
    }

    /** Of these, what is not confirmed, and no longer waited for. */
    List<Subscription> given(Collection<Subscription> of) {
        List<Subscription> left = of.stream().filter(waiting::contains).toList();
        left.forEach(waiting::remove);
        return left;
    }

    /** Whether anything was ever confirmed. */
    boolean any() {
        return any;
    }

    /** The name in requests and confirmations; data of level2 comes under another one. */
    static String name(Channel channel) {
        return channel == Channel.BOOK ? "level2" : "market_trades";
    }
}
