// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

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
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedFeedTest {

    private static final int STEPS = 2_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final long seed = ThreadLocalRandom.current().nextLong(1_000_000);
    private final ManualVenueTime time = new ManualVenueTime();
    private final SimulatedMarket market = new SimulatedMarket(seed, time);
    private final VenueProtocol kraken = Kraken.simulating(market, time);
    private final MemoryConnection client = new MemoryConnection();

    SimulatedFeedTest() {
        System.out.println("kraken SimulatedFeedTest seed=" + seed);
        market.start();
    }

    @ParameterizedTest
    @CsvSource({"BTC/USD,10", "BTC/USDT,25", "ETH/USDT,100", "ETH/USDT,10", "BTC/USD,1000"})
    void aFollowerOfUpdatesHasTheVenuesBookAndEveryChecksum(String symbol, int depth) throws IOException {
        Session session = open(client);
        steps(50);
        session.received(subscribe("book", symbol, depth));
        NaiveBook book = new NaiveBook(depth);
        for (int step = 0; step < STEPS; step++) {
            steps(1);
            for (String frame : frames(client, "book")) {
                book.apply(frame);
            }
        }

        MemoryConnection late = new MemoryConnection();
        open(late).received(subscribe("book", symbol, depth));
        NaiveBook venues = new NaiveBook(depth);
        venues.apply(frames(late, "book").getFirst());
        assertThat(book.bids).isEqualTo(venues.bids).hasSize(depth);
        assertThat(book.asks).isEqualTo(venues.asks).hasSize(depth);
        assertThat(book.checked).isGreaterThan(STEPS / 6);
    }

    @Test
    void aFollowerThatDoesNotCutItsBookIsFoundOut() throws IOException {
        Session session = open(client);
        session.received(subscribe("book", "BTC/USD", 10));
        steps(STEPS);
        NaiveBook uncut = new NaiveBook(Integer.MAX_VALUE);
        int wrong = 0;
        for (String frame : frames(client, "book")) {
            try {
                uncut.apply(frame);
            } catch (AssertionError e) {
                wrong++;
            }
        }
        assertThat(wrong).isGreaterThan(10);
    }

    @Test
    void numbersAreNumbersAndKeepTheirZeros() {
        Session session = open(client);
        session.received(subscribe("book", "BTC/USD", 1000));

        assertThat(frames(client, "book").getFirst())
                .containsPattern("\\{\"price\":6\\d{4}\\.\\d,\"qty\":\\d+\\.\\d{6}00\\}")
                .contains("\"type\":\"snapshot\"");
    }

    @Test
    void subscribersOfOneBookSeeTheDepthTheyAskedFor() throws IOException {
        MemoryConnection other = new MemoryConnection();
        open(client).received(subscribe("book", "BTC/USD", 10));
        open(other).received(subscribe("book", "BTC/USD", 25));
        steps(200);

        NaiveBook ten = new NaiveBook(10);
        for (String frame : frames(client, "book")) {
            ten.apply(frame);
        }
        NaiveBook twentyFive = new NaiveBook(25);
        for (String frame : frames(other, "book")) {
            twentyFive.apply(frame);
        }
        assertThat(new ArrayList<>(twentyFive.bids.entrySet()).subList(0, 10))
                .isEqualTo(new ArrayList<>(ten.bids.entrySet()));
    }

    @Test
    void resubscribingGivesASnapshotAgain() {
        Session session = open(client);
        session.received(subscribe("book", "BTC/USD", 10));
        session.received("{\"method\":\"unsubscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USD\"]}}");
        client.take();
        steps(100);
        assertThat(frames(client, "book")).isEmpty();

        session.received(subscribe("book", "BTC/USD", 10));

        assertThat(frames(client, "book")).singleElement().asString().contains("snapshot");
    }

    @Test
    void withoutASnapshotOnlyUpdatesCome() {
        Session session = open(client);

        session.received("{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USD\"],"
                + "\"snapshot\":false}}");

        assertThat(client.take()).singleElement().asString().contains("\"depth\":10");
    }

    @Test
    void tradesBeginWithTheLastFiftyAndFollowEachOther() throws JsonProcessingException {
        Session session = open(client);
        session.received(subscribe("trade", "BTC/USDT", 10));
        steps(STEPS);

        List<String> frames = frames(client, "trade");
        assertThat(JSON.readTree(frames.getFirst()).path("type").textValue()).isEqualTo("snapshot");
        assertThat(JSON.readTree(frames.getFirst()).path("data")).hasSize(50);
        List<Long> ids = new ArrayList<>();
        for (String frame : frames) {
            for (JsonNode trade : JSON.readTree(frame).path("data")) {
                ids.add(trade.path("trade_id").longValue());
                assertThat(trade.path("price").isNumber() && trade.path("qty").isNumber())
                        .isTrue();
                assertThat(new BigDecimal(trade.path("qty").asText())).isPositive();
                assertThat(trade.path("side").textValue()).isIn("buy", "sell");
            }
        }
        assertThat(ids).hasSizeGreaterThan(100).doesNotHaveDuplicates().isSorted();
        assertThat(ids.getLast() - ids.getFirst()).isEqualTo(ids.size() - 1);
    }

    @Test
    void whatIsNotSimulatedIsRefused() {
        Session session = open(client);

        session.received(subscribe("ohlc", "BTC/USD", 10));
        session.received(subscribe("book", "BTC/USD", 11));
        session.received(subscribe("book", "DOGE/USD", 10));

        assertThat(client.take()).hasSize(3).allMatch(answer -> answer.contains("\"success\":false"));
    }

    @Test
    void aClientThatDoesNotReadIsCut() {
        open(client).received(subscribe("book", "BTC/USD", 10));
        client.makeRoom(2);

        steps(100);

        assertThat(client.closeCode()).isEqualTo(1008);
    }

    private Session open(MemoryConnection connection) {
        Session session = kraken.open(new Request("/v2", Map.of()), connection);
        connection.take();
        return session;
    }

    private void steps(int count) {
        IntStream.range(0, count).forEach(step -> time.advance(SimulatedMarket.STEP));
    }

    private static List<String> frames(MemoryConnection connection, String channel) {
        return connection.take().stream()
                .filter(frame -> frame.startsWith("{\"channel\":\"" + channel + "\""))
                .toList();
    }

    private static String subscribe(String channel, String symbol, int depth) {
        return "{\"method\":\"subscribe\",\"params\":{\"channel\":\"" + channel + "\",\"symbol\":[\"" + symbol
                + "\"],\"depth\":" + depth + "},\"req_id\":1}";
    }
}
