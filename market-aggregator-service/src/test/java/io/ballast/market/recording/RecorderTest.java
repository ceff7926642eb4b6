// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.testing.ManualTime;
import io.ballast.market.capture.Capture;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.FeedBench;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.TestConfig;
import io.ballast.market.venue.VenueId;
import io.ballast.market.venue.VenueServer;
import io.ballast.market.venue.WireTap.Wire;
import io.ballast.market.venue.binance.BinanceBench;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    private static final VenueId KRAKEN = new VenueId("kraken");
    private static final String DIFF = "{\"stream\":\"btcusd@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1,"
            + "\"s\":\"BTCUSD\",\"U\":11,\"u\":12,\"b\":[[\"100.10\",\"0.50000000\"]],\"a\":[]}}";
    private static final String SNAPSHOT =
            "{\"lastUpdateId\":10,\"bids\":[[\"99.00\",\"5.0\"]],\"asks\":[[\"102.00\",\"6.0\"]]}";

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private Recorder recorder(String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "ballast.market.recording.directory", folder.resolve("new").toString()));
        all.addAll(List.of(settings));
        return new Recorder(TestConfig.of(RecordingConfig.class, all.toArray(String[]::new)), time, meters);
    }

    @Test
    void whatGoesOverTheWireIsInTheFileByteForByte() throws Exception {
        Recorder recorder = recorder();
        try (VenueServer server = new VenueServer()) {
            server.onOpen(socket -> VenueServer.say(socket, DIFF))
                    .onRequest(request -> VenueServer.reply(request, SNAPSHOT));
            try (FeedBench bench =
                    new FeedBench(recorder, BinanceBench.adapter(), server, Set.of(Channel.BOOK), "BTC-USD")) {
                await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
                assertThat(bench.heard.lastQuote(Symbol.of("BTC-USD"))).isPresent();
            }
            recorder.close();

            Path file = onlyFile();
            assertThat(file.getFileName().toString()).startsWith("binance-spot-binance-20260105T120000Z-1.jsonl");
            List<Capture.Line> lines = Capture.lines(file);
            assertThat(lines).extracting(Capture.Line::type).contains("connect", "recv", "http");
            assertThat(lines.stream().filter(line -> line.type().equals("recv")).map(Capture.Line::data))
                    .containsExactly(DIFF);
            assertThat(lines.stream().filter(line -> line.type().equals("http")))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.url()).startsWith(server.http()).contains("symbol=BTCUSD");
                        assertThat(line.data()).isEqualTo(SNAPSHOT);
                    });
        }
    }

    @Test
    void everyConnectionHasAFileAndKeepsItsOrder() throws Exception {
        Recorder recorder = recorder();
        Wire first = recorder.connected(KRAKEN, "kraken-v2", "ws://one");
        Wire second = recorder.connected(KRAKEN, "kraken-v2", "ws://two");
        first.sent("subscribe \"ü\"");
        first.received("1.10".getBytes(StandardCharsets.UTF_8));
        second.received("b".getBytes(StandardCharsets.UTF_8));
        first.received("2".getBytes(StandardCharsets.UTF_8));
        first.ended();
        first.received("after the end".getBytes(StandardCharsets.UTF_8));
        recorder.close();

        List<List<String>> contents = files().stream().map(RecorderTest::data).toList();
        assertThat(contents).containsExactlyInAnyOrder(List.of("", "subscribe \"ü\"", "1.10", "2"), List.of("", "b"));
    }

    @Test
    void aRecordingEndsBeforeTheFirstFrameThatCannotBeKept() throws Exception {
        Recorder recorder = recorder("ballast.market.recording.buffer-bytes", "2000");
        Wire wire = recorder.connected(KRAKEN, "kraken-v2", "ws://one");
        wire.received("kept".getBytes(StandardCharsets.UTF_8));
        wire.received(new byte[3000]);
        wire.received("later".getBytes(StandardCharsets.UTF_8));
        recorder.close();

        assertThat(data(onlyFile())).containsExactly("", "kept");
        assertThat(meters.counter("ballast_market_recordings_cut", "venue", "kraken")
                        .count())
                .isOne();
    }

    @Test
    void aFileAndTheFolderHaveTheirBounds() throws Exception {
        Recorder small = recorder("ballast.market.recording.file-bytes", "0");
        Wire wire = small.connected(KRAKEN, "kraken-v2", "ws://one");
        wire.received("never".getBytes(StandardCharsets.UTF_8));
        small.close();
        assertThat(files()).hasSize(1);

        Recorder full = recorder("ballast.market.recording.folder-bytes", "1");
        full.connected(KRAKEN, "kraken-v2", "ws://two").received("x".getBytes(StandardCharsets.UTF_8));
        full.close();
        assertThat(files()).as("no second file").hasSize(1);
        assertThat(meters.counter("ballast_market_recordings_cut", "venue", "kraken")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void withoutAFolderNothingIsRecorded() {
        Recorder off = new Recorder(TestConfig.of(RecordingConfig.class), time, meters);

        assertThat(off.connected(KRAKEN, "kraken-v2", "ws://one")).isSameAs(Wire.UNSEEN);
        off.close();
    }

    private static List<String> data(Path file) {
        return Capture.lines(file).stream().map(Capture.Line::data).toList();
    }

    private Path onlyFile() throws IOException {
        assertThat(files()).hasSize(1);
        return files().getFirst();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("new"))) {
            return all.sorted().toList();
        }
    }
}
