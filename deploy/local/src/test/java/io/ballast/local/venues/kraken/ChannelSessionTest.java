// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.venues.capture.CaptureReader;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.protocol.VenueProtocol;
import io.ballast.local.venues.protocol.VenueProtocol.Request;
import io.ballast.local.venues.protocol.VenueProtocol.Session;
import io.ballast.local.venues.testing.MadeUpCaptures;
import io.ballast.local.venues.testing.ManualVenueTime;
import io.ballast.local.venues.testing.MemoryConnection;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelSessionTest {

    private static final int FRAMES = 20;
    private static final String IN_AND_OUT =
            ",\"time_in\":\"2026-01-05T12:00:00.000000Z\",\"time_out\":\"2026-01-05T12:00:00.000000Z\"}";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private final ManualVenueTime time = new ManualVenueTime();
    private final MemoryConnection client = new MemoryConnection();
    private VenueProtocol kraken;

    @BeforeEach
    void recording() throws IOException {
        kraken = replaying("max");
    }

    private VenueProtocol replaying(String speed) throws IOException {
        return Kraken.replaying(
                List.of(CaptureReader.read(MadeUpCaptures.kraken(folder, FRAMES))), Pace.of(speed, false), time);
    }

    @Test
    void theVenueGreetsWithItsStatusAndAnIdBeyondSignedIntegers() throws JsonProcessingException {
        Session unused = kraken.open(new Request("/v2", Map.of()), client);

        JsonNode status = JSON.readTree(client.take().getFirst());
        assertThat(status.path("channel").textValue()).isEqualTo("status");
        assertThat(status.path("data").get(0).path("system").textValue()).isEqualTo("online");
        assertThat(status.path("data").get(0).path("connection_id").bigIntegerValue())
                .isGreaterThan(BigInteger.valueOf(Long.MAX_VALUE));
    }

    @Test
    void theRecordingBeginsWithTheSubscriptionAndWithoutWhatIsSaidLive() {
        Session session = open();
        assertThat(client.take()).isEmpty();

        session.received(subscribe("book", "AAA/USD", 25, 1));

        List<String> frames = client.take();
        assertThat(frames.getFirst())
                .isEqualTo("{\"method\":\"subscribe\",\"req_id\":1,\"result\":{\"channel\":\"book\",\"depth\":25,"
                        + "\"snapshot\":true,\"symbol\":\"AAA/USD\"},\"success\":true" + IN_AND_OUT);
        assertThat(frames.subList(1, frames.size())).isEqualTo(MadeUpCaptures.krakenFrames(FRAMES));
    }

    @Test
    void itsClockStartsAtTheRecordedSubscription() throws IOException {
        kraken = replaying("2");
        Session session = open();
        time.advance(Duration.ofMillis(500));
        session.received(subscribe("book", "AAA/USD", 25, 1));
        client.take();

        time.advance(Duration.ofMillis(49));
        assertThat(client.take()).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(client.take()).containsExactly(MadeUpCaptures.krakenFrame(0));
    }

    @Test
    void everySymbolIsAnsweredForItself() {
        Session session = open();
        session.received("{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"depth\":25,"
                + "\"symbol\":[\"ZZZ/USD\",\"AAA/USD\"]},\"req_id\":9}");

        List<String> frames = client.take();
        assertThat(frames.getFirst())
                .isEqualTo("{\"error\":\"Currency pair not supported ZZZ/USD\",\"method\":\"subscribe\",\"req_id\":9,"
                        + "\"success\":false,\"symbol\":\"ZZZ/USD\"" + IN_AND_OUT);
        assertThat(frames.get(1)).contains("\"success\":true").contains("\"symbol\":\"AAA/USD\"");
        assertThat(frames).hasSize(2 + FRAMES);
    }

    @ParameterizedTest
    @CsvSource({
        "book, AAA/USD, 15, Subscription depth not supported",
        "book, AAA/USD, 0, Subscription depth not supported",
        "book, AAA/USD, 100, 'Subscription depth not supported, recorded is 25'",
        "books, AAA/USD, 25, Subscription name invalid",
        "book, AAAUSD, 25, Currency pair not supported AAAUSD"
    })
    void whatIsRefusedLeavesTheConnectionUp(String channel, String symbol, int depth, String reason)
            throws JsonProcessingException {
        Session session = open();

        session.received(subscribe(channel, symbol, depth, 5));

        JsonNode answer = JSON.readTree(client.sent().getFirst());
        assertThat(client.take()).hasSize(1);
        assertThat(answer.path("success").booleanValue()).isFalse();
        assertThat(answer.path("error").textValue()).isEqualTo(reason);
        assertThat(answer.path("req_id").intValue()).isEqualTo(5);
        time.advance(ChannelSession.HEARTBEAT);
        assertThat(client.take()).containsExactly("{\"channel\":\"heartbeat\"}");
        assertThat(client.closeCode()).isZero();
    }

    @Test
    void aChannelWithoutRecordedDataIsAcknowledgedAndSilent() {
        Session session = open();

        session.received(subscribe("trade", "AAA/USD", 10, 1));

        assertThat(client.take())
                .containsExactly("{\"method\":\"subscribe\",\"req_id\":1,\"result\":{\"channel\":\"trade\","
                        + "\"snapshot\":true,\"symbol\":\"AAA/USD\"},\"success\":true" + IN_AND_OUT);
    }

    @Test
    void subscribingAgainBeginsFromTheSnapshotAgain() throws IOException {
        kraken = replaying("1");
        Session session = open();
        session.received(subscribe("book", "AAA/USD", 25, 1));
        time.advance(Duration.ofMillis(350));
        assertThat(client.take()).hasSize(1 + 3);

        session.received("{\"method\":\"unsubscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"AAA/USD\"]}}");
        assertThat(client.take())
                .singleElement()
                .asString()
                .contains("\"depth\":25")
                .contains("\"success\":true");
        time.advance(Duration.ofMillis(600));
        assertThat(client.take()).isEmpty();

        session.received(subscribe("book", "AAA/USD", 25, 2));
        client.take();
        time.advance(Duration.ofMillis(250));
        assertThat(client.take())
                .filteredOn(frame -> !frame.equals(Frames.HEARTBEAT))
                .containsExactly(MadeUpCaptures.krakenFrame(0), MadeUpCaptures.krakenFrame(1));
    }

    @Test
    void subscribingInTheMiddleEndsTheRunBefore() throws IOException {
        kraken = replaying("1");
        Session session = open();
        session.received(subscribe("book", "AAA/USD", 25, 1));
        time.advance(Duration.ofMillis(350));
        session.received(subscribe("book", "AAA/USD", 25, 2));
        client.take();

        time.advance(Duration.ofMillis(250));

        assertThat(client.take()).isEqualTo(MadeUpCaptures.krakenFrames(2));
    }

    @Test
    void unsubscribingFromNothingIsRefused() {
        Session session = open();

        session.received("{\"method\":\"unsubscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"AAA/USD\"]}}");

        assertThat(client.take()).singleElement().asString().contains("Subscription Not Found");
    }

    @Test
    void pingsAndNonsenseAreAnswered() {
        Session session = open();

        session.received("{\"method\":\"ping\",\"req_id\":101}");
        session.received("{\"method\":\"dance\"}");
        session.received("not json");

        assertThat(client.take())
                .containsExactly(
                        "{\"method\":\"pong\",\"req_id\":101" + IN_AND_OUT,
                        "{\"error\":\"Method not found\",\"method\":\"dance\",\"success\":false" + IN_AND_OUT,
                        "{\"error\":\"Malformed request\",\"method\":\"\",\"success\":false" + IN_AND_OUT);
    }

    @Test
    void heartbeatsGoOnAfterTheEnd() {
        Session session = open();
        session.received(subscribe("book", "AAA/USD", 25, 1));
        client.take();

        time.advance(Duration.ofMinutes(5));

        assertThat(client.take()).hasSize(300).containsOnly("{\"channel\":\"heartbeat\"}");
        assertThat(client.closeCode()).isZero();
    }

    @Test
    void aClosedConnectionLeavesNoTimerBehind() throws IOException {
        kraken = replaying("1");
        Session session = open();
        session.received(subscribe("book", "AAA/USD", 25, 1));
        assertThat(time.pending()).isEqualTo(2);

        session.closed();

        assertThat(time.pending()).isZero();
    }

    @Test
    void onlyTheSecondVersionIsServed() {
        assertThat(kraken.accepts(new Request("/v2", Map.of()))).isTrue();
        assertThat(kraken.accepts(new Request("/v1", Map.of()))).isFalse();
        assertThat(kraken.get(new Request("/0/public/Depth", Map.of())).status())
                .isEqualTo(404);
    }

    /** Opened, greeted. */
    private Session open() {
        Session session = kraken.open(new Request("/v2", Map.of()), client);
        client.take();
        return session;
    }

    private static String subscribe(String channel, String symbol, int depth, int id) {
        return "{\"method\":\"subscribe\",\"params\":{\"channel\":\"" + channel + "\",\"symbol\":[\"" + symbol
                + "\"],\"depth\":" + depth + "},\"req_id\":" + id + "}";
    }
}
