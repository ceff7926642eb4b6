// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.market.book.Applied;
import io.ballast.market.book.BookView;
import io.ballast.market.book.OrderBook;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.Side;
import io.ballast.market.capture.Capture;
import io.ballast.market.capture.Capture.Line;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.SessionBench;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real frames of 31 seconds: 336 diffs of four symbols, four snapshots, eleven trades. */
class BinanceCaptureTest {

    private static final String NAME = "binance-spot";
    private static final Map<String, String> SYMBOLS =
            Map.of("COMPUSDT", "COMP-USDT", "CRVUSDT", "CRV-USDT", "OMGBUSD", "OMG-BUSD", "ZRXUSDT", "ZRX-USDT");

    /** When the snapshots are here. */
    enum Snapshots {
        BEFORE,
        AFTER,
        IN_BETWEEN
    }

    @Test
    void everySequenceHoldsAndEveryCountIsAsExpected() throws IOException {
        Map<String, DepthSync> syncs = new HashMap<>();
        SYMBOLS.keySet().forEach(name -> syncs.put(name, new DepthSync(new OrderBook(10_000), 1000)));
        for (Line line : Capture.lines(NAME)) {
            if (line.url().contains("/depth?")) {
                DepthSync sync = requireNonNull(syncs.get(venueName(line.url())));
                assertThat(sync.snapshot(BinanceParser.snapshot(line.bytes()))).isInstanceOf(Applied.Changed.class);
            } else if (line.type().equals("recv")
                    && BinanceParser.message(line.bytes()) instanceof BinanceMessage.Depth depth) {
                assertThat(requireNonNull(syncs.get(depth.symbol())).diff(depth.diff()))
                        .isNotInstanceOf(Applied.Gap.class);
            }
        }

        JsonNode expected = Capture.expected(NAME);
        assertThat(syncs.values().stream().mapToLong(DepthSync::old).sum())
                .isEqualTo(expected.at("/stats/dropped_old").asLong());
        assertThat(syncs.values().stream().mapToLong(DepthSync::applied).sum())
                .isEqualTo(expected.at("/stats/applied").asLong());
        syncs.forEach((name, sync) ->
                assertThat(sync.last()).isEqualTo(expected.at("/last_u/" + name).asLong()));
    }

    @ParameterizedTest
    @EnumSource
    void finalBooksEqualTheExpectedOnesToTheCharacter(Snapshots when) {
        SessionBench bench = play(Capture.frames(NAME), when);

        JsonNode books = Capture.expected(NAME).get("books");
        SYMBOLS.forEach((name, symbol) -> {
            JsonNode expected = books.get(name);
            BookView levels = bench.levels(symbol);
            assertThat(bench.book(symbol)).isEqualTo(FeedState.LIVE);
            assertThat(text(levels.bids().getFirst())).isEqualTo(text(expected.get("bid")));
            assertThat(text(levels.asks().getFirst())).isEqualTo(text(expected.get("ask")));
            assertThat(bench.size(symbol, Side.BID))
                    .isEqualTo(expected.get("bid_levels").asInt());
            assertThat(bench.size(symbol, Side.ASK))
                    .isEqualTo(expected.get("ask_levels").asInt());
        });
        assertThat(bench.gaps()).isZero();
        assertThat(bench.malformed).isEmpty();
        assertThat(bench.heard.trades())
                .hasSize(11)
                .allMatch(trade -> trade.symbol().toString().equals("OMG-BUSD"));
    }

    @Test
    void anyDroppedDiffIsNoticedAtTheNextOneAndTouchesNoOtherSymbol() {
        List<Line> frames = Capture.frames(NAME);
        List<Integer> diffs = diffs(frames, "COMPUSDT");

        for (int k = 5; k < diffs.size() - 1; k += 7) {
            List<Line> faulty = new ArrayList<>(frames.subList(0, diffs.get(k + 1) + 1));
            faulty.remove((int) diffs.get(k));
            assertOnlyCompIsInGap(play(faulty, Snapshots.BEFORE));
        }
    }

    @Test
    void anySwappedDiffsAreNoticedAtTheFirstOfThem() {
        List<Line> frames = Capture.frames(NAME);
        List<Integer> diffs = diffs(frames, "COMPUSDT");

        for (int k = 5; k < diffs.size() - 1; k += 7) {
            List<Line> faulty = new ArrayList<>(frames.subList(0, diffs.get(k)));
            faulty.add(frames.get(diffs.get(k + 1)));
            assertOnlyCompIsInGap(play(faulty, Snapshots.BEFORE));
        }
    }

    @Test
    void anyCorruptedDiffIsCountedAndNoticedAtTheNextOne() {
        List<Line> frames = Capture.frames(NAME);
        List<Integer> diffs = diffs(frames, "COMPUSDT");

        for (int k = 5; k < diffs.size() - 1; k += 7) {
            List<Line> faulty = new ArrayList<>(frames.subList(0, diffs.get(k + 1) + 1));
            String data = frames.get(diffs.get(k)).data();
            faulty.set(diffs.get(k), new Line("recv", "", data.substring(0, data.length() / 2)));
            SessionBench bench = play(faulty, Snapshots.BEFORE);
            assertOnlyCompIsInGap(bench);
            assertThat(bench.malformed).hasSize(1);
        }
    }

    @Test
    void repeatedDiffsChangeNothing() {
        List<Line> frames = Capture.frames(NAME);
        List<Line> twice = new ArrayList<>();
        frames.forEach(frame -> {
            twice.add(frame);
            twice.add(frame);
        });

        SessionBench bench = play(twice, Snapshots.BEFORE);

        SessionBench once = play(frames, Snapshots.BEFORE);
        assertThat(bench.gaps()).isZero();
        SYMBOLS.values().forEach(symbol -> assertThat(bench.levels(symbol)).isEqualTo(once.levels(symbol)));
        assertThat(bench.heard.trades()).hasSize(11);
    }

    private static void assertOnlyCompIsInGap(SessionBench bench) {
        assertThat(bench.book("COMP-USDT")).isEqualTo(FeedState.GAP);
        assertThat(bench.levels("COMP-USDT")).isEqualTo(BookView.EMPTY);
        assertThat(bench.gaps()).isEqualTo(1);
        assertThat(bench.heard.gaps()).hasSize(1);
        assertThat(List.of(bench.book("CRV-USDT"), bench.book("OMG-BUSD"), bench.book("ZRX-USDT")))
                .containsOnly(FeedState.LIVE);
    }

    private static SessionBench play(List<Line> frames, Snapshots when) {
        SessionBench bench =
                BinanceBench.bench(SYMBOLS.values().stream().sorted().toArray(String[]::new));
        if (when == Snapshots.BEFORE) {
            snapshots(bench);
        }
        for (int i = 0; i < frames.size(); i++) {
            bench.receive(frames.get(i));
            if (when == Snapshots.IN_BETWEEN && i % 100 == 50 && i < 400) {
                snapshot(bench);
            }
        }
        if (when == Snapshots.AFTER) {
            snapshots(bench);
        }
        return bench;
    }

    private static void snapshots(SessionBench bench) {
        for (int i = 0; i < SYMBOLS.size(); i++) {
            snapshot(bench);
        }
    }

    private static void snapshot(SessionBench bench) {
        String wanted = venueName(bench.asked.getFirst().url());
        bench.answer(Capture.lines(NAME).stream()
                .filter(line -> line.url().contains("/depth?symbol=" + wanted + "&"))
                .findFirst()
                .orElseThrow()
                .data());
        bench.time.advance(Duration.ofMillis(250));
    }

    private static String venueName(String url) {
        return url.substring(url.indexOf("symbol=") + 7, url.indexOf("&limit"));
    }

    private static List<Integer> diffs(List<Line> frames, String venueName) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).data().contains("depthUpdate")
                    && frames.get(i).data().contains(venueName)) {
                indexes.add(i);
            }
        }
        return indexes;
    }

    private static String text(PriceLevel level) {
        return level.price() + "@" + level.size();
    }

    private static String text(JsonNode level) {
        return level.get(0).asText() + "@" + level.get(1).asText();
    }
}
