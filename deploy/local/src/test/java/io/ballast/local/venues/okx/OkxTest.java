// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.okx;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OkxTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final long seed = ThreadLocalRandom.current().nextLong(1_000_000);
    private final ManualVenueTime time = new ManualVenueTime();
    private final SimulatedMarket market = new SimulatedMarket(seed, time);
    private final VenueProtocol okx = Okx.simulating(market, time);
    private final MemoryConnection client = new MemoryConnection();

    OkxTest() {
        System.out.println("OkxTest seed=" + seed);
        market.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTC-USDT", "BTC-USDT-SWAP"})
    void aFollowerOfUpdatesHasTheVenuesBookAndEveryChecksum(String instrument) throws JsonProcessingException {
        open(client).received(request("subscribe", "books", instrument));
        time.advance(Duration.ofSeconds(60));
        MemoryConnection late = new MemoryConnection();
        open(late).received(request("subscribe", "books", instrument));

        TextBook book = new TextBook();
        long last = -1;
        for (JsonNode frame : data(client)) {
            JsonNode content = frame.at("/data/0");
            assertThat(content.path("prevSeqId").longValue()).isEqualTo(last);
            last = content.path("seqId").longValue();
            book.apply(content.path("bids"), content.path("asks"));
            assertThat(book.crossed()).isFalse();
            assertThat(checksum(book)).isEqualTo(content.path("checksum").intValue());
        }
        TextBook venues = new TextBook();
        JsonNode snapshot = data(late).getFirst().at("/data/0");
        venues.apply(snapshot.path("bids"), snapshot.path("asks"));
        assertThat(snapshot.path("seqId").longValue()).isEqualTo(last);
        assertThat(book.bids).isEqualTo(venues.bids).hasSize(400);
        assertThat(book.asks).isEqualTo(venues.asks).hasSize(400);
        assertThat(data(client)).hasSizeGreaterThan(200);
    }

    @Test
    void theLastTradeComesFirstAndIdsFollowEachOther() throws JsonProcessingException {
        open(client).received(request("subscribe", "trades", "BTC-USDT"));
        time.advance(Duration.ofSeconds(60));

        long last = 0;
        for (JsonNode frame : data(client)) {
            for (JsonNode trade : frame.path("data")) {
                long id = Long.parseLong(trade.path("tradeId").textValue());
                assertThat(last == 0 || id == last + 1).isTrue();
                last = id;
                assertThat(trade.path("side").asText()).matches("buy|sell");
            }
        }
        assertThat(data(client)).hasSizeGreaterThan(20);
    }

    @Test
    void everyArgumentIsAnsweredByItselfAndOnlySwapsHaveFunding() throws JsonProcessingException {
        Session session = open(client);
        session.received("ping");
        assertThat(client.take()).containsExactly("pong");
        session.received("{\"id\":\"3\",\"op\":\"subscribe\",\"args\":[{\"channel\":\"funding-rate\",\"instId\":"
                + "\"BTC-USDT-SWAP\"},{\"channel\":\"funding-rate\",\"instId\":\"BTC-USDT\"},{\"channel\":\"mark-price\","
                + "\"instId\":\"BTC-USDT-SWAP\"}]}");
        time.advance(Duration.ofSeconds(3));

        List<JsonNode> answers =
                frames(client).stream().filter(frame -> frame.has("event")).toList();
        assertThat(answers.stream().map(each -> each.path("event").asText()))
                .containsExactly("subscribe", "error", "subscribe");
        assertThat(answers.get(1).path("code").asText()).isEqualTo("60018");
        assertThat(answers.get(1).path("msg").asText())
                .startsWith("Wrong URL or channel:funding-rate,instId:BTC-USDT doesn't exist.");
        assertThat(answers.get(1).path("id").asText()).isEqualTo("3");
        assertThat(data(client).stream().map(frame -> frame.at("/arg/channel").asText()))
                .containsExactly("funding-rate", "mark-price", "mark-price", "mark-price", "mark-price");

        client.take();
        session.received("{\"op\":");
        session.received("{\"op\":\"dance\"}");
        session.received(request("unsubscribe", "mark-price", "BTC-USDT-SWAP"));
        time.advance(Duration.ofSeconds(3));
        assertThat(frames(client).stream().map(frame -> frame.path("event").asText()))
                .containsExactly("error", "error", "unsubscribe");
    }

    private static int checksum(TextBook book) {
        List<String> parts = new ArrayList<>();
        List<Map.Entry<String, String>> bids = List.copyOf(book.bids.entrySet());
        List<Map.Entry<String, String>> asks = List.copyOf(book.asks.entrySet());
        for (int i = 0; i < 25; i++) {
            parts.add(bids.get(i).getKey() + ":" + bids.get(i).getValue());
            parts.add(asks.get(i).getKey() + ":" + asks.get(i).getValue());
        }
        CRC32 crc = new CRC32();
        crc.update(String.join(":", parts).getBytes(US_ASCII));
        return (int) crc.getValue();
    }

    private Session open(MemoryConnection connection) {
        return okx.open(new Request("/ws/v5/public", Map.of()), connection);
    }

    private static String request(String operation, String channel, String instrument) {
        return "{\"op\":\"" + operation + "\",\"args\":[{\"channel\":\"" + channel + "\",\"instId\":\"" + instrument
                + "\"}]}";
    }

    private static List<JsonNode> data(MemoryConnection connection) throws JsonProcessingException {
        return frames(connection).stream().filter(frame -> frame.has("data")).toList();
    }

    private static List<JsonNode> frames(MemoryConnection connection) throws JsonProcessingException {
        List<JsonNode> frames = new ArrayList<>();
        for (String text : connection.sent()) {
            frames.add(JSON.readTree(text));
        }
        return frames;
    }
}
