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
import io.ballast.market.venue.TakerSide;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real USD-M frames of 30 seconds: 764 chained diffs of four symbols, four snapshots, 91 trades, 613 tickers. */
class FuturesCaptureTest {

    private static final String NAME = "binance-usdm";
    private static final Map<String, String> SYMBOLS = Map.of(
            "AKROUSDT", "AKRO-USDT-PERP",
            "CTKUSDT", "CTK-USDT-PERP",
            "KEEPUSDT", "KEEP-USDT-PERP",
            "SUSHIUSDT", "SUSHI-USDT-PERP");

    /** What becomes of one diff. */
    private enum Fault {
        DROPPED,
        SWAPPED,
        CORRUPTED
    }

    @Test
    void everyUpdateNamesTheOneBeforeAndEveryCountIsAsExpected() throws IOException {
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

    @Test
    void finalBooksAndTradesEqualTheExpectedOnesAndTheVenuesOwnBestPricesNeverContradictThem() {
        SessionBench bench = play(Capture.frames(NAME));

        JsonNode expected = Capture.expected(NAME);
        SYMBOLS.forEach((name, symbol) -> {
            JsonNode book = expected.get("books").get(name);
            BookView levels = bench.levels(symbol);
            assertThat(bench.book(symbol)).isEqualTo(FeedState.LIVE);
            assertThat(text(levels.bids().getFirst())).isEqualTo(text(book.get("bid")));
            assertThat(text(levels.asks().getFirst())).isEqualTo(text(book.get("ask")));
            assertThat(bench.size(symbol, Side.BID))
                    .isEqualTo(book.get("bid_levels").asInt());
            assertThat(bench.size(symbol, Side.ASK))
                    .isEqualTo(book.get("ask_levels").asInt());
            assertThat(bench.heard.trades().stream()
                            .filter(trade -> trade.symbol().toString().equals(symbol)))
                    .hasSize(expected.at("/trades/" + name).asInt());
        });
        assertThat(bench.gaps()).isZero();
        assertThat(bench.malformed).isEmpty();
        assertThat(bench.failed).isNull();
        assertThat(bench.unknown).hasSize(expected.at("/types/kline").asInt()).containsOnly("kline");
    }

    /** A taker that buys pays the offer: off the middle of the book, sides and prices must agree. */
    @Test
    void tradesCarryTheTakersSide() {
        List<Line> frames = Capture.frames(NAME);
        SessionBench bench = BinanceBench.futures(Market.USDM, symbols());
        snapshots(bench);
        int agree = 0;
        int differ = 0;
        int seen = 0;
        for (Line frame : frames) {
            bench.receive(frame);
            for (; seen < bench.heard.trades().size(); seen++) {
                var trade = bench.heard.trades().get(seen);
                BookView book = bench.levels(trade.symbol().toString());
                int toBid = trade.price().compareTo(book.bids().getFirst().price());
                int toAsk = trade.price().compareTo(book.asks().getFirst().price());
                if (toBid <= 0 || toAsk >= 0) {
                    boolean buys = toAsk >= 0;
                    agree += buys == (trade.side() == TakerSide.BUY) ? 1 : 0;
                    differ += buys == (trade.side() == TakerSide.BUY) ? 0 : 1;
                }
            }
        }
        assertThat(agree).isGreaterThan(40);
        assertThat(differ).as("trades that moved the book before it was told").isLessThan(agree / 4);
    }

    @ParameterizedTest
    @EnumSource
    void anyFaultInADiffIsNoticedAtTheNextOneAndTouchesNoOtherSymbol(Fault fault) {
        List<Line> frames = Capture.frames(NAME);
        List<Integer> diffs = diffs(frames, "SUSHIUSDT");

        for (int k = 10; k < diffs.size() - 1; k += 29) {
            List<Line> faulty = new ArrayList<>(frames.subList(0, diffs.get(k + 1) + 1));
            Line hit = faulty.remove((int) diffs.get(k));
            switch (fault) {
                case DROPPED -> {}
                case SWAPPED -> faulty.add(hit);
                case CORRUPTED ->
                    faulty.add(
                            diffs.get(k),
                            new Line(
                                    "recv",
                                    "",
                                    hit.data().substring(0, hit.data().length() / 2)));
            }
            SessionBench bench = play(faulty);
            assertThat(bench.book("SUSHI-USDT-PERP")).isEqualTo(FeedState.GAP);
            assertThat(bench.levels("SUSHI-USDT-PERP")).isEqualTo(BookView.EMPTY);
            assertThat(bench.heard.gaps()).hasSize(1);
            assertThat(bench.malformed).hasSize(fault == Fault.CORRUPTED ? 1 : 0);
            assertThat(List.of(bench.book("AKRO-USDT-PERP"), bench.book("CTK-USDT-PERP"), bench.book("KEEP-USDT-PERP")))
                    .containsOnly(FeedState.LIVE);
        }
    }

    @Test
    void repeatedFramesChangeNothing() {
        List<Line> twice = new ArrayList<>();
        Capture.frames(NAME).forEach(frame -> {
            twice.add(frame);
            twice.add(frame);
        });

        SessionBench bench = play(twice);

        SessionBench once = play(Capture.frames(NAME));
        assertThat(bench.gaps()).isZero();
        SYMBOLS.values().forEach(symbol -> assertThat(bench.levels(symbol)).isEqualTo(once.levels(symbol)));
        assertThat(bench.heard.trades()).isEqualTo(once.heard.trades());
    }

    private static SessionBench play(List<Line> frames) {
        SessionBench bench = BinanceBench.futures(Market.USDM, symbols());
        snapshots(bench);
        frames.forEach(bench::receive);
        return bench;
    }

    private static String[] symbols() {
        return SYMBOLS.values().stream().sorted().toArray(String[]::new);
    }

    private static void snapshots(SessionBench bench) {
        for (int i = 0; i < SYMBOLS.size(); i++) {
            String wanted = venueName(bench.asked.getFirst().url());
            bench.answer(Capture.lines(NAME).stream()
                    .filter(line -> line.url().contains("/fapi/v1/depth?symbol=" + wanted + "&"))
                    .findFirst()
                    .orElseThrow()
                    .data());
            bench.time.advance(Duration.ofMillis(250));
        }
    }

    private static String venueName(String url) {
        return url.substring(url.indexOf("symbol=") + 7, url.indexOf("&limit"));
    }

    private static List<Integer> diffs(List<Line> frames, String venueName) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            String data = frames.get(i).data();
            if (data.contains("depthUpdate") && data.contains(venueName)) {
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
