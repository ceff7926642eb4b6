// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.venues.protocol.VenueProtocol;
import io.ballast.local.venues.protocol.VenueProtocol.Reply;
import io.ballast.local.venues.protocol.VenueProtocol.Request;
import io.ballast.local.venues.protocol.VenueProtocol.Session;
import io.ballast.local.venues.simulation.SimulatedMarket;
import io.ballast.local.venues.testing.ManualVenueTime;
import io.ballast.local.venues.testing.MemoryConnection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedFeedTest {

    private static final int STEPS = 2_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final long seed = ThreadLocalRandom.current().nextLong(1_000_000);
    private final ManualVenueTime time = new ManualVenueTime();
    private final SimulatedMarket market = new SimulatedMarket(seed, time);
    private final VenueProtocol binance = Binance.simulating(market, time);
    private final MemoryConnection client = new MemoryConnection();

    SimulatedFeedTest() {
        System.out.println("binance SimulatedFeedTest seed=" + seed);
        market.start();
    }

    @ParameterizedTest
    @CsvSource({"BTCUSDT,depth@100ms", "ETHUSDT,depth@100ms", "SOLUSDT,depth@100ms", "BTCUSDT,depth"})
    void aFollowerOfDiffsHasTheVenuesBook(String symbol, String stream) throws JsonProcessingException {
        Session unused = connect(symbol.toLowerCase(Locale.ROOT) + "@" + stream);
        steps(133); // an odd number, so that the snapshot falls between two depth events
        NaiveBook book = new NaiveBook(snapshot(symbol, 5_000));
        steps(STEPS);
        // Until the last event tells all that has happened.
        for (int more = 0;
                more < 20
                        || book.lastId
                                < snapshot(symbol, 1).path("lastUpdateId").longValue();
                more++) {
            follow(book);
            steps(1);
            follow(book);
        }

        NaiveBook venues = new NaiveBook(snapshot(symbol, 5_000));
        assertThat(book.lastId).isEqualTo(venues.lastId);
        assertThat(book.bids).isEqualTo(venues.bids);
        assertThat(book.asks).isEqualTo(venues.asks);
        assertThat(book.dropped).isPositive();
        assertThat(book.applied).isGreaterThan(stream.equals("depth") ? 90 : 300);
    }

    @Test
    void depthEventsComeAtMostEveryHundredMilliseconds() {
        Session unused = connect("btcusdt@depth@100ms");

        steps(STEPS);

        assertThat(client.take()).hasSizeBetween(STEPS / 8, STEPS / 2);
    }

    @Test
    void tradesFollowEachOtherAndTheirFillsToo() throws JsonProcessingException {
        Session unused = connect("ethusdt@aggTrade");
        steps(STEPS);

        List<JsonNode> trades = data();
        assertThat(trades).hasSizeGreaterThan(50);
        Iterator<JsonNode> rest = trades.iterator();
        JsonNode before = rest.next();
        while (rest.hasNext()) {
            JsonNode trade = rest.next();
            assertThat(trade.path("a").longValue()).isEqualTo(before.path("a").longValue() + 1);
            assertThat(trade.path("f").longValue()).isEqualTo(before.path("l").longValue() + 1);
            assertThat(trade.path("l").longValue())
                    .isGreaterThanOrEqualTo(trade.path("f").longValue());
            assertThat(new BigDecimal(trade.path("q").textValue())).isPositive();
            assertThat(trade.path("s").textValue()).isEqualTo("ETHUSDT");
            before = trade;
        }
        assertThat(trades).extracting(trade -> trade.path("m").booleanValue()).contains(true, false);
    }

    @Test
    void theBestQuotesAreTheBooks() throws JsonProcessingException {
        Session unused = connect("solusdt@bookTicker");
        int changes = 0;
        for (int step = 0; step < STEPS; step++) {
            steps(1);
            List<JsonNode> quotes = data();
            if (quotes.isEmpty()) {
                continue;
            }
            changes++;
            JsonNode quote = quotes.getLast();
            JsonNode book = snapshot("SOLUSDT", 1);
            assertThat(quote.has("e")).isFalse();
            assertThat(quote.path("u")).isEqualTo(book.path("lastUpdateId"));
            assertThat(List.of(quote.path("b"), quote.path("B")))
                    .isEqualTo(list(book.path("bids").get(0)));
            assertThat(List.of(quote.path("a"), quote.path("A")))
                    .isEqualTo(list(book.path("asks").get(0)));
        }
        assertThat(changes).isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100, 1000})
    void theLimitOfASnapshotIsHonoured(int limit) throws JsonProcessingException {
        assertThat(snapshot("BTCUSDT", limit).path("bids")).hasSize(limit);
        assertThat(snapshot("BTCUSDT", limit).path("asks")).hasSize(limit);
    }

    @Test
    void snapshotsAreRefusedAsTheVenueDoes() {
        assertThat(depth(Map.of("symbol", "NOPE")))
                .isEqualTo(new Reply(400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"));
        assertThat(depth(Map.of()).status()).isEqualTo(400);
        assertThat(depth(Map.of("symbol", "BTCUSDT", "limit", "-1")).status()).isEqualTo(400);
    }

    @Test
    void onlyWhatIsSubscribedComes() throws JsonProcessingException {
        Session session = binance.open(new Request("/ws", Map.of()), client);
        steps(100);
        assertThat(client.take()).isEmpty();

        session.received("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@bookTicker\",\"no@such\"],\"id\":1}");
        assertThat(client.take()).containsExactly("{\"result\":null,\"id\":1}");
        steps(100);
        for (String raw : client.take()) {
            assertThat(JSON.readTree(raw).path("s").textValue()).isEqualTo("BTCUSDT");
        }
        session.received("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@bookTicker\"],\"id\":2}");
        client.take();
        steps(100);
        assertThat(client.take()).isEmpty();
    }

    @Test
    void aClientThatDoesNotReadIsCut() {
        Session unused = connect("btcusdt@depth@100ms");
        client.makeRoom(3);

        steps(100);

        assertThat(client.take()).hasSize(3);
        assertThat(client.closeCode()).isEqualTo(1008);
    }

    @Test
    void itListsItsSymbols() throws JsonProcessingException {
        JsonNode info = JSON.readTree(
                binance.get(new Request("/api/v3/exchangeInfo", Map.of())).body());

        Map<String, String> ticks = new TreeMap<>();
        info.path("symbols")
                .forEach(symbol -> ticks.put(
                        symbol.path("symbol").textValue(),
                        symbol.path("filters").get(0).path("tickSize").textValue()));
        assertThat(ticks).isEqualTo(Map.of("BTCUSDT", "0.01000000", "ETHUSDT", "0.01000000", "SOLUSDT", "0.01000000"));
    }

    private Session connect(String stream) {
        return binance.open(new Request("/stream", Map.of("streams", stream)), client);
    }

    private void steps(int count) {
        IntStream.range(0, count).forEach(step -> time.advance(SimulatedMarket.STEP));
    }

    private void follow(NaiveBook book) throws JsonProcessingException {
        for (JsonNode diff : data()) {
            book.apply(diff);
        }
    }

    private List<JsonNode> data() throws JsonProcessingException {
        List<JsonNode> data = new ArrayList<>();
        for (String frame : client.take()) {
            data.add(JSON.readTree(frame).path("data"));
        }
        return data;
    }

    private JsonNode snapshot(String symbol, int limit) throws JsonProcessingException {
        Reply reply = depth(Map.of("symbol", symbol, "limit", String.valueOf(limit)));
        assertThat(reply.status()).isEqualTo(200);
        return JSON.readTree(reply.body());
    }

    private Reply depth(Map<String, String> query) {
        return binance.get(new Request("/api/v3/depth", query));
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }
}
