// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.coinbase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.venues.protocol.VenueProtocol;
import io.ballast.local.venues.protocol.VenueProtocol.Request;
import io.ballast.local.venues.protocol.VenueProtocol.Session;
import io.ballast.local.venues.simulation.SimulatedMarket;
import io.ballast.local.venues.testing.ManualVenueTime;
import io.ballast.local.venues.testing.MemoryConnection;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class SimulatedFeedTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HEARTBEATS = "{\"type\":\"subscribe\",\"channel\":\"heartbeats\"}";

    private final long seed = ThreadLocalRandom.current().nextLong(1_000_000);
    private final ManualVenueTime time = new ManualVenueTime();
    private final SimulatedMarket market = new SimulatedMarket(seed, time);
    private final VenueProtocol coinbase = Coinbase.simulating(market, time);
    private final MemoryConnection client = new MemoryConnection();
    private final Session session = coinbase.open(new Request("/ws", Map.of()), client);

    SimulatedFeedTest() {
        System.out.println("coinbase SimulatedFeedTest seed=" + seed);
        market.start();
    }

    @Test
    void aFollowerHasTheBookThatANewSnapshotTells() throws JsonProcessingException {
        session.received(request("subscribe", "level2", "BTC-USD"));
        time.advance(Duration.ofSeconds(60));
        List<JsonNode> followed = frames();
        session.received(request("unsubscribe", "level2", "BTC-USD"));
        session.received(request("subscribe", "level2", "BTC-USD"));
        List<JsonNode> again = frames();

        Map<String, BigDecimal> book = new TreeMap<>();
        followed.forEach(frame -> apply(book, frame));
        Map<String, BigDecimal> venues = new TreeMap<>();
        again.forEach(frame -> apply(venues, frame));
        assertThat(book).isEqualTo(venues).hasSizeGreaterThan(2_000);
        assertThat(followed).hasSizeGreaterThan(100);
    }

    @Test
    void everyMessageOfEveryChannelIsNumberedOn() throws JsonProcessingException {
        session.received(HEARTBEATS);
        session.received(request("subscribe", "level2", "BTC-USD"));
        session.received(request("subscribe", "market_trades", "BTC-USD", "ETH-USD"));
        session.received(request("subscribe", "nonsense", "BTC-USD"));
        session.received(request("subscribe", "level2", "DOGE-USD"));
        session.received("{");
        time.advance(Duration.ofSeconds(30));

        long next = 0;
        long errors = 0;
        for (JsonNode frame : frames()) {
            if (frame.path("type").asText().equals("error")) {
                errors++;
            } else {
                assertThat(frame.path("sequence_num").longValue()).isEqualTo(next++);
            }
        }
        assertThat(errors).isEqualTo(3);
        assertThat(next).isGreaterThan(60);
    }

    @Test
    void aConfirmationTellsTheWholeSetAfterTheSnapshots() throws JsonProcessingException {
        session.received(HEARTBEATS);
        session.received(request("subscribe", "market_trades", "ETH-USD"));

        List<JsonNode> frames = frames();
        assertThat(frames)
                .extracting(frame -> frame.path("channel").asText())
                .containsExactly("subscriptions", "market_trades", "subscriptions");
        assertThat(frames.getLast().path("events").path(0).path("subscriptions").toString())
                .isEqualTo("{\"heartbeats\":[\"heartbeats\"],\"market_trades\":[\"ETH-USD\"]}");
    }

    @Test
    void tradesAreNewestFirstContiguousAndTellTheMakersSide() throws JsonProcessingException {
        session.received(request("subscribe", "market_trades", "BTC-USD"));
        session.received(request("subscribe", "level2", "BTC-USD"));
        time.advance(Duration.ofSeconds(60));

        long last = 0;
        int sells = 0;
        int live = 0;
        for (JsonNode frame : frames()) {
            for (JsonNode event : frame.path("events")) {
                List<JsonNode> trades = JSON.convertValue(
                        event.path("trades"),
                        JSON.getTypeFactory().constructCollectionType(List.class, JsonNode.class));
                for (JsonNode trade : trades == null ? List.<JsonNode>of() : trades.reversed()) {
                    long id = Long.parseLong(trade.path("trade_id").textValue());
                    assertThat(last == 0 || id == last + 1).isTrue();
                    last = id;
                    if (event.path("type").asText().equals("update")) {
                        live++;
                        sells += trade.path("side").asText().equals("SELL") ? 1 : 0;
                    }
                }
            }
        }
        assertThat(live).isGreaterThan(20);
        assertThat(sells).isBetween(1, live - 1);
    }

    @Test
    void aClientThatAsksForNothingIsLeft() {
        time.advance(Duration.ofSeconds(5));

        assertThat(client.closeCode()).isEqualTo(1008);
    }

    private static void apply(Map<String, BigDecimal> book, JsonNode frame) {
        if (!frame.path("channel").asText().equals("l2_data")) {
            return;
        }
        for (JsonNode update : frame.path("events").path(0).path("updates")) {
            String level = update.path("side").asText() + " "
                    + new BigDecimal(update.path("price_level").textValue()).setScale(8);
            BigDecimal size = new BigDecimal(update.path("new_quantity").textValue());
            if (size.signum() == 0) {
                book.remove(level);
            } else {
                book.put(level, size.stripTrailingZeros());
            }
        }
    }

    private List<JsonNode> frames() throws JsonProcessingException {
        List<JsonNode> frames = new java.util.ArrayList<>();
        for (String text : client.take()) {
            frames.add(JSON.readTree(text));
        }
        return frames;
    }

    private static String request(String type, String channel, String... products) {
        return "{\"type\":\"" + type + "\",\"product_ids\":[\"" + String.join("\",\"", products) + "\"],\"channel\":\""
                + channel + "\"}";
    }
}
