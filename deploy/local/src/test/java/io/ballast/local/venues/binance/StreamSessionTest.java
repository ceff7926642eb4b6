// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.local.venues.capture.CaptureReader;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.protocol.VenueProtocol;
import io.ballast.local.venues.protocol.VenueProtocol.Reply;
import io.ballast.local.venues.protocol.VenueProtocol.Request;
import io.ballast.local.venues.protocol.VenueProtocol.Session;
import io.ballast.local.venues.testing.MadeUpCaptures;
import io.ballast.local.venues.testing.ManualVenueTime;
import io.ballast.local.venues.testing.MemoryConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamSessionTest {

    private static final int FRAMES = 20;
    private static final String STREAM = "aaausdt@depth@100ms";
    private static final String SUBSCRIBE = "{\"method\":\"SUBSCRIBE\",\"params\":[\"" + STREAM + "\"],\"id\":7}";
    private static final String UNSUBSCRIBE =
            "{\"method\":\"UNSUBSCRIBE\",\"params\":[\"" + STREAM + "\"],\"id\":\"x\"}";

    @TempDir
    private Path folder;

    private final ManualVenueTime time = new ManualVenueTime();
    private final MemoryConnection client = new MemoryConnection();
    private VenueProtocol binance;

    @BeforeEach
    void recording() throws IOException {
        binance = replaying("max");
    }

    private VenueProtocol replaying(String speed) throws IOException {
        return Binance.replaying(
                List.of(CaptureReader.read(MadeUpCaptures.binance(folder, FRAMES))), Pace.of(speed, false), time);
    }

    @Test
    void aRecordingNamedInTheUrlIsPlayedWholeWithoutItsAnswers() {
        Session unused = open("/stream", STREAM);

        assertThat(client.take()).isEqualTo(MadeUpCaptures.binanceFrames(FRAMES));
    }

    @Test
    void rawStreamsComeWithoutTheirNames() {
        Session unused = open("/ws/" + STREAM, "");

        assertThat(client.take()).isEqualTo(MadeUpCaptures.rawFrames(FRAMES));
    }

    @Test
    void withoutARecordedSymbolNothingIsPlayed() {
        Session session = open("/stream", "zzzusdt@depth@100ms");
        session.received("{\"method\":\"SUBSCRIBE\",\"params\":[\"zzzusdt@aggTrade\"],\"id\":1}");

        assertThat(client.take()).containsExactly("{\"result\":null,\"id\":1}");
    }

    @Test
    void itsClockStartsWithTheConnection() throws IOException {
        binance = replaying("1");
        time.advance(Duration.ofHours(1));
        Session unused = open("/stream", STREAM);

        time.advance(Duration.ofMillis(99));
        assertThat(client.take()).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(client.take()).containsExactly(MadeUpCaptures.binanceFrame(0));
    }

    @Test
    void everyConnectionHasAClockOfItsOwn() throws IOException {
        binance = replaying("1");
        Session unused = open("/stream", STREAM);
        time.advance(Duration.ofMillis(250));
        MemoryConnection other = new MemoryConnection();
        Session unusedOther = binance.open(request("/stream", STREAM), other);
        time.advance(Duration.ofMillis(150));

        assertThat(client.take()).isEqualTo(MadeUpCaptures.binanceFrames(4));
        assertThat(other.take()).isEqualTo(MadeUpCaptures.binanceFrames(1));
    }

    @Test
    void subscribingAgainBeginsFromTheSnapshotAgain() throws IOException {
        binance = replaying("1");
        Session session = open("/stream", STREAM);
        time.advance(Duration.ofMillis(350));
        assertThat(client.take()).hasSize(3);

        session.received(UNSUBSCRIBE);
        time.advance(Duration.ofSeconds(10));
        assertThat(client.take()).containsExactly("{\"result\":null,\"id\":\"x\"}");

        session.received(SUBSCRIBE);
        time.advance(Duration.ofMillis(250));
        assertThat(client.take())
                .containsExactly(
                        "{\"result\":null,\"id\":7}", MadeUpCaptures.binanceFrame(0), MadeUpCaptures.binanceFrame(1));
    }

    @Test
    void subscribingInTheMiddleEndsTheRunBefore() throws IOException {
        binance = replaying("1");
        Session session = open("/stream", STREAM);
        time.advance(Duration.ofMillis(350));
        session.received(SUBSCRIBE);
        client.take();

        time.advance(Duration.ofMillis(250));

        assertThat(client.take()).isEqualTo(MadeUpCaptures.binanceFrames(2));
    }

    @Test
    void requestsAreAnsweredAsTheVenueDoes() {
        Session session = open("/ws", "");

        session.received("{\"method\":\"SUBSCRIBE\",\"params\":[\"a@aggTrade\",\"b@depth\"],\"id\":null}");
        session.received("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"b@depth\"],\"id\":922337203685477580}");
        session.received("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}");
        session.received("{\"method\":\"DANCE\",\"id\":4}");
        session.received("not json");

        assertThat(client.take())
                .containsExactly(
                        "{\"result\":null,\"id\":null}",
                        "{\"result\":null,\"id\":922337203685477580}",
                        "{\"result\":[\"a@aggTrade\"],\"id\":3}",
                        "{\"error\":{\"code\":2,\"msg\":\"Invalid request: unknown method\"},\"id\":4}",
                        "{\"error\":{\"code\":3,\"msg\":\"Invalid JSON\"},\"id\":null}");
    }

    @Test
    void theVenuePingsAlsoAfterTheEndAndClosesWhenNobodyAnswers() {
        Session session = open("/stream", STREAM);
        for (int ping = 1; ping <= 10; ping++) {
            time.advance(Market.SPOT.ping);
            assertThat(client.pings()).isEqualTo(ping);
            session.ponged();
        }
        assertThat(client.closeCode()).isZero();

        time.advance(Market.SPOT.ping.multipliedBy(StreamSession.PINGS_UNANSWERED + 1));
        assertThat(client.closeCode()).isEqualTo(1008);
    }

    @Test
    void aClosedConnectionLeavesNoTimerBehind() throws IOException {
        binance = replaying("1");
        Session session = open("/stream", STREAM);
        assertThat(time.pending()).isEqualTo(2);

        session.closed();

        assertThat(time.pending()).isZero();
    }

    @Test
    void onlyTheVenuesPathsAreAccepted() {
        assertThat(List.of("/stream", "/ws", "/ws/" + STREAM, "/ws/a@b/c@d"))
                .allMatch(path -> binance.accepts(request(path, "")));
        assertThat(List.of("", "/", "/streams", "/wss", "/v2")).noneMatch(path -> binance.accepts(request(path, "")));
    }

    @Test
    void recordedRepliesAreServedByPathAndSymbol() {
        assertThat(depth("AAAUSDT")).isEqualTo(new Reply(200, MadeUpCaptures.DEPTH_REPLY));
        assertThat(depth("ZZZUSDT")).isEqualTo(new Reply(400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"));
        assertThat(depth("").status()).isEqualTo(400);
        assertThat(binance.get(new Request("/api/v3/nothing", Map.of())).status())
                .isEqualTo(404);
    }

    private Reply depth(String symbol) {
        return binance.get(new Request("/api/v3/depth", Map.of("symbol", symbol, "limit", "100")));
    }

    private Session open(String path, String streams) {
        return binance.open(request(path, streams), client);
    }

    private static Request request(String path, String streams) {
        return new Request(path, streams.isEmpty() ? Map.of() : Map.of("streams", streams));
    }
}
