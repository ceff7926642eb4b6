// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.bridge.delivery.ClientQueue.Item;
import io.ballast.bridge.delivery.Outgoing.Message;
import io.ballast.common.events.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientQueueTest {

    private final Map<String, Integer> drops = new HashMap<>();
    private final ClientQueue queue = new ClientQueue(new Outgoing.Limits(
            10, 1000, 4, (topic, reason, count) -> drops.merge(topic.topicName() + " " + reason, count, Integer::sum)));
    private long ids;

    @Test
    void aClientThatKeepsUpGetsEverything() {
        quote("BTC");
        quote("BTC");
        trade("BTC");
        quote("BTC");

        assertThat(all()).containsExactly("quote BTC 1", "quote BTC 2", "trade BTC 3", "quote BTC 4");
        assertThat(drops).isEmpty();
    }

    @Test
    void aSlowClientGetsTheNewestStateOfEachKeyAndEveryTrade() {
        trade("BTC");
        trade("ETH");
        quote("BTC");
        quote("ETH");
        quote("BTC");
        quote("BTC");

        assertThat(all()).containsExactly("trade BTC 1", "trade ETH 2", "quote ETH 4", "quote BTC 6");
        assertThat(drops).containsExactly(Map.entry("market.quotes conflated", 2));
    }

    @Test
    void tradesThatDoNotFitAreAnnouncedAndStatesStay() {
        quote("BTC");
        for (int i = 0; i < 10; i++) {
            trade("BTC");
        }

        assertThat(all()).containsExactly("lost [MARKET_TRADES]", "quote BTC 1");
        assertThat(drops).containsExactly(Map.entry("market.trades slow_client", 10));
    }

    @Test
    void whatComesAfterALossFollowsItsAnnouncement() {
        for (int i = 0; i < 11; i++) {
            trade("BTC");
        }
        trade("ETH");

        assertThat(all()).containsExactly("lost [MARKET_TRADES]", "trade ETH 12");
    }

    @Test
    void aStateThatChangesAllTheTimeIsNotPutOffForEver() {
        for (int i = 0; i < 8; i++) {
            quote("S" + i);
        }
        List<String> got = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            quote("S7"); // changes between any two things the client takes
            Item item = queue.poll();
            assertThat(item).isNotNull();
            got.add(text(item));
        }

        assertThat(got)
                .containsExactlyInAnyOrderElementsOf(List.of(
                        "quote S0 1",
                        "quote S1 2",
                        "quote S2 3",
                        "quote S3 4",
                        "quote S4 5",
                        "quote S5 6",
                        "quote S6 7",
                        "quote S7 9"));
    }

    @Test
    void manyStatesAloneAreBoundedToo() {
        for (int i = 0; i < 500; i++) {
            quote("S" + i);
        }

        assertThat(all()).hasSizeLessThanOrEqualTo(11).first().isEqualTo("lost [MARKET_QUOTES]");
    }

    @Test
    void longTextsAreBoundedToo() {
        queue.offer(message(Topic.MARKET_TRADES, "BTC", null, "x".repeat(990)), Positions.NONE);
        queue.offer(message(Topic.MARKET_TRADES, "BTC", null, "x".repeat(990)), Positions.NONE);

        assertThat(all()).containsExactly("lost [MARKET_TRADES]");
    }

    private void quote(String symbol) {
        queue.offer(message(Topic.MARKET_QUOTES, symbol, symbol, "quote " + symbol + " "), Positions.NONE);
    }

    private void trade(String symbol) {
        queue.offer(message(Topic.MARKET_TRADES, symbol, null, "trade " + symbol + " "), Positions.NONE);
    }

    private Message message(Topic topic, String symbol, @Nullable String key, String body) {
        ids++;
        return new Message(topic, new Position(ids, 0), "type", symbol, null, key, body + ids);
    }

    private List<String> all() {
        List<String> all = new ArrayList<>();
        for (Item item = queue.poll(); item != null; item = queue.poll()) {
            all.add(text(item));
        }
        return all;
    }

    private static String text(Item item) {
        return switch (item) {
            case Item.Queued queued -> queued.message().body();
            case Item.Lost(Set<Topic> topics) -> "lost " + topics;
            case Item.Break broken -> "break";
        };
    }
}
