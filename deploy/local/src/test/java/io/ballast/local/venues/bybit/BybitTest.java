// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.bybit;

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
import io.ballast.local.venues.testing.TextBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BybitTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final long seed = ThreadLocalRandom.current().nextLong(1_000_000);
    private final ManualVenueTime time = new ManualVenueTime();
    private final SimulatedMarket market = new SimulatedMarket(seed, time);
    private final VenueProtocol bybit = Bybit.simulating(market, time);
    private final MemoryConnection client = new MemoryConnection();

    BybitTest() {
        System.out.println("BybitTest seed=" + seed);
        market.start();
    }

    @ParameterizedTest
    @CsvSource({"spot,50", "spot,200", "linear,200", "linear,1000"})
    void aFollowerOfUpdatesHasTheVenuesBookWithoutCuttingItAndEveryNumber(String segment, int depth)
            throws JsonProcessingException {
        String topic = "orderbook." + depth + ".BTCUSDT";
        open(segment, client).received(subscribe(topic));
        time.advance(Duration.ofSeconds(60));
        MemoryConnection late = new MemoryConnection();
        open(segment, late).received(subscribe(topic));

        TextBook book = new TextBook();
        long last = 0;
        for (JsonNode frame : data(client)) {
            JsonNode content = frame.path("data");
            boolean snapshot = frame.path("type").asText().equals("snapshot");
            assertThat(snapshot).isEqualTo(last == 0);
            assertThat(last == 0 || content.path("u").longValue() == last + 1).isTrue();
            last = content.path("u").longValue();
            book.apply(content.path("b"), content.path("a"));
            assertThat(book.crossed()).isFalse();
        }
        TextBook venues = new TextBook();
        JsonNode snapshot = data(late).getFirst().path("data");
        venues.apply(snapshot.path("b"), snapshot.path("a"));
        assertThat(snapshot.path("u").longValue()).isEqualTo(last);
        assertThat(book.bids).isEqualTo(venues.bids).hasSize(depth);
        assertThat(book.asks).isEqualTo(venues.asks).hasSize(depth);
        assertThat(data(client)).hasSizeGreaterThan(200);
    }

    @Test
    void theBookOfOneLevelIsSnapshotsOnly() throws JsonProcessingException {
        open("spot", client).received(subscribe("orderbook.1.BTCUSDT"));
        time.advance(Duration.ofSeconds(20));

        assertThat(data(client)).hasSizeGreaterThan(20).allSatisfy(frame -> {
            assertThat(frame.path("type").asText()).isEqualTo("snapshot");
            assertThat(frame.at("/data/b")).hasSize(1);
        });
    }

    @ParameterizedTest
    @CsvSource({"spot,\\d+", "linear,[0-9a-f-]{36}"})
    void tradesHaveUniqueIdsInTheSegmentsForm(String segment, String form) throws JsonProcessingException {
        open(segment, client).received(subscribe("publicTrade.BTCUSDT"));
        time.advance(Duration.ofSeconds(60));

        Set<String> ids = new HashSet<>();
        for (JsonNode frame : data(client)) {
            assertThat(frame.path("type").asText()).isEqualTo("snapshot");
            for (JsonNode trade : frame.path("data")) {
                assertThat(trade.path("i").asText()).matches(form);
                assertThat(ids.add(trade.path("i").asText())).isTrue();
                assertThat(trade.path("S").asText()).matches("Buy|Sell");
                assertThat(trade.path("p").isTextual() && trade.path("v").isTextual())
                        .isTrue();
            }
        }
        assertThat(ids).hasSizeGreaterThan(20);
    }

    @Test
    void aContractsTickerIsWholeFirstAndThenWhatChanges() throws JsonProcessingException {
        open("linear", client).received(subscribe("tickers.BTCUSDT"));
        time.advance(Duration.ofSeconds(5));

        List<JsonNode> frames = data(client);
        assertThat(frames).hasSize(6);
        assertThat(frames.getFirst().path("type").asText()).isEqualTo("snapshot");
        assertThat(frames.getFirst().at("/data/fundingRate").asText()).isEqualTo("-0.00012500");
        assertThat(frames.getLast().path("type").asText()).isEqualTo("delta");
        assertThat(frames.getLast().path("data").has("fundingRate")).isFalse();
        assertThat(frames.getLast().at("/data/markPrice").isTextual()).isTrue();
    }

    @Test
    void eachRequestIsAnsweredOnceAndOneBadTopicHasItRefused() throws JsonProcessingException {
        Session session = open("spot", client);
        session.received("{\"op\":\"ping\"}");
        session.received(subscribe("orderbook.50.BTCUSDT", "publicTrade.BTCUSDT"));
        session.received(subscribe("publicTrade.XRPUSDT", "tickers.BTCUSDT"));
        session.received(subscribe("publicTrade.BTCUSDT"));
        session.received(subscribe("orderbook.7.BTCUSDT"));
        session.received(
                subscribe(IntStream.range(0, 11).mapToObj(i -> "kline.1.S" + i).toArray(String[]::new)));
        session.received("{\"op\":");

        List<JsonNode> answers = answers(client);
        assertThat(answers.stream().map(each -> each.path("success").asBoolean()))
                .containsExactly(true, true, false, false, false, false, false);
        assertThat(answers.stream().map(each -> each.path("ret_msg").asText()))
                .containsExactly(
                        "pong",
                        "",
                        "error:handler not found,topic:publicTrade.XRPUSDT",
                        "error:already subscribed,topic:publicTrade.BTCUSDT",
                        "error:handler not found,topic:orderbook.7.BTCUSDT",
                        "args size >10",
                        "error:invalid request");
        assertThat(answers.get(1).path("req_id").asText()).isEqualTo("7");

        session.received("{\"op\":\"unsubscribe\",\"args\":[\"orderbook.50.BTCUSDT\",\"publicTrade.BTCUSDT\"]}");
        client.take();
        time.advance(Duration.ofSeconds(5));
        assertThat(client.take()).isEmpty();
        session.received(subscribe("orderbook.50.BTCUSDT"));
        assertThat(data(client))
                .singleElement()
                .satisfies(frame -> assertThat(frame.path("type").asText()).isEqualTo("snapshot"));
    }

    @Test
    void onlyTheSegmentsEndpointsAreThere() {
        assertThat(bybit.accepts(request("/v5/public/spot"))).isTrue();
        assertThat(bybit.accepts(request("/v5/public/inverse"))).isFalse();
        assertThat(bybit.get(request("/v5/market/time")).status()).isEqualTo(404);
    }

    private Session open(String segment, MemoryConnection connection) {
        return bybit.open(request("/v5/public/" + segment), connection);
    }

    private static Request request(String path) {
        return new Request(path, Map.of());
    }

    private static String subscribe(String... topics) {
        return "{\"op\":\"subscribe\",\"req_id\":\"7\",\"args\":["
                + Set.of(topics).stream()
                        .sorted()
                        .map(topic -> '"' + topic + '"')
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private static List<JsonNode> data(MemoryConnection connection) throws JsonProcessingException {
        return frames(connection).stream().filter(frame -> frame.has("topic")).toList();
    }

    private static List<JsonNode> answers(MemoryConnection connection) throws JsonProcessingException {
        return frames(connection).stream().filter(frame -> frame.has("success")).toList();
    }

    private static List<JsonNode> frames(MemoryConnection connection) throws JsonProcessingException {
        List<JsonNode> frames = new ArrayList<>();
        for (String text : connection.sent()) {
            frames.add(JSON.readTree(text));
        }
        return frames;
    }
}
