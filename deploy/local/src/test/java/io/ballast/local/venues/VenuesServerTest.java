// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.local.venues.ServedVenues.Client;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.testing.MadeUpCaptures;
import io.ballast.local.venues.testing.ManualVenueTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made-up captures over real sockets. */
class VenuesServerTest {

    private static final int FRAMES = 700;
    private static final String SUBSCRIBE = "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\","
            + "\"symbol\":[\"AAA/USD\"],\"depth\":25},\"req_id\":1}";
    private static final String UNSUBSCRIBE =
            "{\"method\":\"unsubscribe\",\"params\":{\"channel\":\"book\"," + "\"symbol\":[\"AAA/USD\"]},\"req_id\":2}";

    @TempDir
    private static Path folder;

    private final ManualVenueTime time = new ManualVenueTime();
    private final StringWriter output = new StringWriter();
    private ServedVenues venues;

    @BeforeEach
    void serve() throws IOException {
        Path binance = MadeUpCaptures.binance(folder, FRAMES);
        Path kraken = MadeUpCaptures.kraken(folder, FRAMES);
        Path other = Files.writeString(folder.resolve("gemini-v2.jsonl"), "of no matter");
        venues = serve(List.of(binance, kraken, other), false);
    }

    private ServedVenues serve(List<Path> files, boolean loop) throws IOException {
        return new ServedVenues(
                time, CaptureFiles.venues(files, Pace.of("max", loop), time, new PrintWriter(output, true)));
    }

    @AfterEach
    void stop() {
        venues.close();
    }

    @Test
    void whatIsPlayedAndWhatIsSkippedIsListed() {
        assertThat(output.toString().lines())
                .containsExactly(
                        "replaying binance-spot-made-up.jsonl.gz: connections=1 frames=701 replies=1",
                        "replaying kraken-v2-made-up.jsonl: connections=1 frames=1402 replies=0",
                        "skipped gemini-v2.jsonl: no protocol is served for it");
    }

    @Test
    void aFolderStandsForItsCaptures() throws IOException {
        serve(List.of(folder), false).close();

        assertThat(output.toString().lines().skip(3).sorted())
                .isEqualTo(output.toString().lines().limit(3).sorted().toList());
    }

    @Test
    void itSaysWhenItIsReady() throws IOException, InterruptedException {
        assertThat(venues.get("/ready").statusCode()).isEqualTo(200);
        assertThat(venues.get("/elsewhere").statusCode()).isEqualTo(404);
        assertThat(venues.get("/binance/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void bothVenuesArePlayedAtOnceByteForByteAndInOrder() {
        Client binance = venues.connect("/binance/stream?streams=aaausdt@depth@100ms/aaausdt@aggTrade");
        Client kraken = venues.connect("/kraken/v2");
        kraken.send(SUBSCRIBE);

        awaitData(binance, MadeUpCaptures.binanceFrames(FRAMES));
        awaitData(kraken, MadeUpCaptures.krakenFrames(FRAMES));
    }

    @Test
    void restRepliesAreServedAtAnyTime() throws IOException, InterruptedException {
        HttpResponse<String> depth = venues.get("/binance/api/v3/depth?symbol=AAAUSDT&limit=1000");

        assertThat(depth.statusCode()).isEqualTo(200);
        assertThat(depth.body()).isEqualTo(MadeUpCaptures.DEPTH_REPLY);
        HttpResponse<String> unknown = venues.get("/binance/api/v3/depth?symbol=ZZZUSDT&limit=1000");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).isEqualTo("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
    }

    @Test
    void afterTheEndTheConnectionStaysOpenWithHeartbeats() {
        Client kraken = venues.connect("/kraken/v2");
        kraken.send(SUBSCRIBE);
        awaitData(kraken, MadeUpCaptures.krakenFrames(FRAMES));
        long before = heartbeats(kraken);

        venues.advance(Duration.ofSeconds(30));

        await().untilAsserted(() -> assertThat(heartbeats(kraken)).isEqualTo(before + 30));
        assertThat(kraken.closeCode()).isZero();
    }

    @Test
    void subscribingAgainPlaysItAgain() {
        Client kraken = venues.connect("/kraken/v2");
        kraken.send(SUBSCRIBE);
        awaitData(kraken, MadeUpCaptures.krakenFrames(FRAMES));

        kraken.frames().clear();
        kraken.send(UNSUBSCRIBE);
        kraken.send(SUBSCRIBE);

        awaitData(kraken, MadeUpCaptures.krakenFrames(FRAMES));
    }

    @Test
    void aNewConnectionPlaysItAgain() {
        for (int connection = 0; connection < 2; connection++) {
            Client binance = venues.connect("/binance/stream?streams=aaausdt@depth@100ms");
            awaitData(binance, MadeUpCaptures.binanceFrames(FRAMES));
        }
    }

    @Test
    void aLoopCutsTheConnectionAsAPlannedDisconnect() throws IOException {
        venues.close();
        venues = serve(List.of(folder), true);
        Client binance = venues.connect("/binance/stream?streams=aaausdt@depth@100ms");
        awaitData(binance, MadeUpCaptures.binanceFrames(FRAMES));
        assertThat(binance.closeCode()).isZero();

        venues.advance(Pace.LOOP_PAUSE);

        await().untilAsserted(() -> assertThat(binance.closeCode()).isEqualTo(1001));
    }

    @Test
    void aClientThatReadsLateIsWaitedForAndMissesNothing() throws IOException {
        venues.close();
        venues = serve(List.of(MadeUpCaptures.large(Files.createDirectory(folder.resolve("large")), 400)), false);
        Client binance = venues.connect("/binance/stream");
        binance.pause();
        binance.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"aaausdt@depth@100ms\"],\"id\":1}");
        for (int burst = 0; burst < 3; burst++) {
            venues.advance(Duration.ZERO);
        }

        binance.resume();

        await().untilAsserted(() -> {
            venues.advance(Duration.ZERO);
            assertThat(binance.data()).hasSize(400);
        });
        assertThat(binance.data()).extracting(String::strip).isEqualTo(MadeUpCaptures.binanceFrames(400));
    }

    @Test
    void pathsThatNoVenueHasAreRefused() {
        assertThatThrownBy(() -> venues.connect("/kraken/v9")).hasMessageContaining("404");
        assertThatThrownBy(() -> venues.connect("/elsewhere")).hasMessageContaining("404");
    }

    @Test
    void aUrlMayNameAThousandStreams() {
        String streams = "aaausdt@depth@100ms" + "/bbbusdt@depth@100ms".repeat(1_023);

        awaitData(venues.connect("/binance/stream?streams=" + streams), MadeUpCaptures.binanceFrames(FRAMES));
    }

    /** Full speed is in bursts, of which each begins a moment after the other. */
    private void awaitData(Client client, List<String> expected) {
        await().untilAsserted(() -> {
            venues.advance(Duration.ZERO);
            assertThat(client.data()).isEqualTo(expected);
        });
    }

    private static long heartbeats(Client client) {
        return client.frames().stream()
                .filter("{\"channel\":\"heartbeat\"}"::equals)
                .count();
    }
}
