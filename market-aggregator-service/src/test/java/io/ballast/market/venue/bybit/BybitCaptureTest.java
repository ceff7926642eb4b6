// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.market.book.BookView;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.capture.Capture;
import io.ballast.market.capture.Capture.Line;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.SessionBench;
import io.ballast.market.venue.TakerSide;
import io.ballast.market.venue.TopOfBookAtTrade;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Real frames of the linear segment: four books of 200 levels, their trades and tickers. */
class BybitCaptureTest {

    private static final String NAME = "bybit-v5";
    private static final Map<String, String> BOOKS = Map.of(
            "BTCUSDT", "BTC-USDT-PERP",
            "DOGEUSDT", "DOGE-USDT-PERP",
            "ETHUSDT", "ETH-USDT-PERP",
            "SOLUSDT", "SOL-USDT-PERP");

    @Test
    void everyUpdateFollowsAndTheFinalBooksAndTradesAreTheExpectedOnesToTheCharacter() {
        SessionBench bench = play(Capture.frames(NAME));

        JsonNode all = Capture.expected(NAME);
        assertThat(bench.gaps()).isZero();
        assertThat(bench.malformed).isEmpty();
        assertThat(bench.heard.quotes().stream().filter(quote -> quote.state() == FeedState.LIVE))
                .as("one confirmation for each snapshot and each update")
                .hasSize(all.at("/types/orderbook:snapshot").asInt()
                        + all.at("/stats/u_ok").asInt());
        BOOKS.forEach((name, symbol) -> {
            JsonNode expected = all.path("books").path("BYBIT.ws.2 orderbook.200." + name);
            BookView levels = bench.levels(symbol);
            assertThat(text(levels.bids().getFirst())).isEqualTo(text(expected.get("bid")));
            assertThat(text(levels.asks().getFirst())).isEqualTo(text(expected.get("ask")));
            assertThat(levels.bids()).hasSize(expected.get("bid_levels").asInt());
            assertThat(levels.asks()).hasSize(expected.get("ask_levels").asInt());
            assertThat(bench.heard.trades().stream()
                            .filter(trade -> trade.symbol().toString().equals(symbol)))
                    .hasSize(all.path("trades").path("BYBIT.ws.2:" + name).asInt());
        });
        assertThat(bench.heard.fundings())
                .hasSize(all.at("/types/tickers:snapshot").asInt()
                        + all.at("/types/tickers:delta").asInt())
                .allSatisfy(funding -> {
                    assertThat(funding.rate()).isNotNull();
                    assertThat(funding.markPrice()).isNotNull();
                    assertThat(funding.settlesAt()).isNotNull();
                });
        assertThat(bench.unknown)
                .hasSize(all.at("/types/kline:snapshot").asInt())
                .containsOnly("kline");
    }

    @Test
    void takersBuyAtTheOfferAndSellAtTheBid() {
        TopOfBookAtTrade tape = new TopOfBookAtTrade();
        SessionBench bench = open();
        Capture.frames(NAME).forEach(frame -> tape.receive(bench, frame.data()));

        assertThat(tape.told()).isGreaterThan(100);
        assertThat(tape.rightly()).isGreaterThanOrEqualTo(tape.told() * 9 / 10);
        assertThat(bench.heard.trades()).extracting(trade -> trade.side()).contains(TakerSide.BUY, TakerSide.SELL);
    }

    @Test
    void aDroppedUpdateIsNoticedAtTheNextOneOfItsSymbolAndTheOthersAreUntouched() {
        List<Line> frames = Capture.frames(NAME);
        List<Integer> updates = updates(frames, "orderbook.200.ETHUSDT");
        for (int k = 10; k < updates.size() - 1; k += 30) {
            List<Line> faulty = new ArrayList<>(frames.subList(0, updates.get(k + 1) + 1));
            faulty.remove((int) updates.get(k));
            assertGap(play(faulty));
        }
    }

    @Test
    void swappedAndTruncatedUpdatesAreNoticedToo() {
        List<Line> frames = Capture.frames(NAME);
        List<Integer> updates = updates(frames, "orderbook.200.ETHUSDT");
        for (int k = 10; k < updates.size() - 1; k += 30) {
            int one = updates.get(k);
            List<Line> swapped = new ArrayList<>(frames.subList(0, one));
            swapped.add(frames.get(updates.get(k + 1)));
            assertGap(play(swapped));

            List<Line> cut = new ArrayList<>(frames.subList(0, updates.get(k + 1) + 1));
            String data = frames.get(one).data();
            cut.set(one, new Line("recv", "", data.substring(0, data.length() / 2)));
            SessionBench bench = play(cut);
            assertThat(bench.malformed).hasSize(1);
            assertGap(bench);
        }
    }

    @Test
    void repeatedFramesAreHarmless() {
        List<Line> frames = Capture.frames(NAME);
        List<Line> twice = new ArrayList<>();
        frames.forEach(frame -> {
            twice.add(frame);
            twice.add(frame);
        });

        SessionBench bench = play(twice);

        SessionBench once = play(frames);
        assertThat(bench.gaps()).isZero();
        assertThat(bench.heard.trades()).isEqualTo(once.heard.trades());
        BOOKS.values().forEach(symbol -> assertThat(bench.levels(symbol)).isEqualTo(once.levels(symbol)));
    }

    private static void assertGap(SessionBench bench) {
        assertThat(bench.book("ETH-USDT-PERP")).isEqualTo(FeedState.GAP);
        assertThat(bench.levels("ETH-USDT-PERP")).isEqualTo(BookView.EMPTY);
        assertThat(bench.book("BTC-USDT-PERP")).isEqualTo(FeedState.LIVE);
        assertThat(bench.gaps()).isEqualTo(1);
        assertThat(bench.sent.getLast()).contains("orderbook.200.ETHUSDT").doesNotContain("BTC");
    }

    private static List<Integer> updates(List<Line> frames, String topic) {
        List<Integer> updates = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).data().startsWith("{\"topic\":\"" + topic + "\",\"type\":\"delta\"")) {
                updates.add(i);
            }
        }
        return updates;
    }

    private static SessionBench open() {
        return BybitSessionTest.bench(
                Segment.LINEAR,
                EnumSet.of(Channel.BOOK, Channel.TRADES, Channel.FUNDING),
                BOOKS.values().toArray(String[]::new));
    }

    /** Recorded answers are to other requests than ours, and left out. */
    private static SessionBench play(List<Line> frames) {
        SessionBench bench = open();
        frames.stream()
                .filter(frame -> !frame.data().startsWith("{\"success\""))
                .forEach(bench::receive);
        return bench;
    }

    private static String text(PriceLevel level) {
        return level.price() + "@" + level.size();
    }

    private static String text(JsonNode level) {
        return level.get(0).asText() + "@" + level.get(1).asText();
    }
}
