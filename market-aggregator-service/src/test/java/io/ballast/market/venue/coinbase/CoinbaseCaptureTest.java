// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.coinbase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.market.book.BookView;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.Side;
import io.ballast.market.capture.Capture;
import io.ballast.market.capture.Capture.Line;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.SessionBench;
import io.ballast.market.venue.TakerSide;
import io.ballast.market.venue.Trade;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real frames of 24 seconds: two whole books (one of 5 MB), 71,980 changes of levels, 57 trades and 200 past ones. */
class CoinbaseCaptureTest {

    private static final String NAME = "coinbase-advanced";
    private static final List<String> PRODUCTS = List.of("BTC-USD", "ETH-USD");

    /** What becomes of one frame. */
    private enum Fault {
        DROPPED,
        SWAPPED,
        CORRUPTED,
        REPEATED
    }

    @Test
    void finalBooksTradesAndCountsEqualTheExpectedOnes() throws IOException {
        List<Line> frames = Capture.frames(NAME);
        SessionBench bench = play(frames);

        JsonNode expected = Capture.expected(NAME);
        for (String product : PRODUCTS) {
            JsonNode book = expected.get("books").get(product);
            BookView levels = bench.levels(product);
            assertThat(bench.book(product)).isEqualTo(FeedState.LIVE);
            assertThat(text(levels.bids().getFirst())).isEqualTo(text(book.get("bid")));
            assertThat(text(levels.asks().getFirst())).isEqualTo(text(book.get("ask")));
            assertThat(bench.size(product, Side.BID))
                    .isEqualTo(book.get("bid_levels").asInt());
            assertThat(bench.size(product, Side.ASK))
                    .isEqualTo(book.get("ask_levels").asInt());
            long live = bench.heard.trades().stream()
                    .filter(trade -> trade.symbol().toString().equals(product))
                    .count();
            assertThat(live + past(frames, product))
                    .isEqualTo(expected.at("/trades/" + product).asLong());
        }
        assertThat(bench.heard.trades()).hasSize(57).doesNotHaveDuplicates();
        assertThat(bench.gaps()).isZero();
        assertThat(bench.malformed).isEmpty();
        assertThat(bench.failed).isNull();
        assertThat(bench.unknown).hasSize(104).containsOnly("ticker", "candles");
    }

    /** A taker that buys pays the offer; taken as told, nearly every side would be wrong. */
    @Test
    void tradesCarryTheTakersSide() {
        SessionBench bench = CoinbaseSessionTest.bench("BTC-USD", "ETH-USD");
        int agree = 0;
        int differ = 0;
        int seen = 0;
        for (Line frame : Capture.frames(NAME)) {
            bench.receive(frame);
            for (; seen < bench.heard.trades().size(); seen++) {
                Trade trade = bench.heard.trades().get(seen);
                var top = bench.heard.lastQuote(trade.symbol()).orElseThrow().top();
                PriceLevel bid = top.bid();
                PriceLevel ask = top.ask();
                if (bid == null || ask == null) {
                    continue;
                }
                boolean atBid = trade.price().compareTo(bid.price()) <= 0;
                boolean atAsk = trade.price().compareTo(ask.price()) >= 0;
                if (atBid != atAsk) {
                    boolean right = atAsk == (trade.side() == TakerSide.BUY);
                    agree += right ? 1 : 0;
                    differ += right ? 0 : 1;
                }
            }
        }
        assertThat(agree).isGreaterThan(30);
        assertThat(differ).as("trades that moved the book before it was told").isLessThan(agree / 5);
    }

    @ParameterizedTest
    @EnumSource
    void aFaultInAnyFrameOfAnyChannelIsNoticedAtTheNextOneAndDropsEveryBook(Fault fault) {
        List<Line> frames = Capture.frames(NAME);

        for (int at = 40; at < 160; at += 53) {
            long missing = at;
            List<Line> faulty = new ArrayList<>(frames.subList(0, at + 2));
            Line hit = faulty.get(at);
            switch (fault) {
                case DROPPED -> faulty.remove(at);
                case SWAPPED -> {
                    faulty.set(at, frames.get(at + 1));
                    faulty.set(at + 1, hit);
                }
                case CORRUPTED ->
                    faulty.set(
                            at,
                            new Line(
                                    "recv",
                                    "",
                                    hit.data().substring(0, hit.data().length() / 2)));
                case REPEATED -> faulty.add(at, hit);
            }
            SessionBench bench = play(faulty);
            if (fault == Fault.REPEATED) {
                assertThat(bench.failed).isNull();
                assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.LIVE);
                continue;
            }
            assertThat(bench.failed).contains("messages lost: expected=" + at);
            for (String product : PRODUCTS) {
                assertThat(bench.book(product)).isEqualTo(FeedState.GAP);
                assertThat(bench.levels(product)).isEqualTo(BookView.EMPTY);
            }
            assertThat(bench.heard.gaps()).hasSize(2).allSatisfy(gap -> assertThat(gap.from())
                    .isEqualTo(missing));
            assertThat(bench.malformed).hasSize(fault == Fault.CORRUPTED ? 1 : 0);
        }
    }

    private static long past(List<Line> frames, String product) throws IOException {
        long past = 0;
        for (Line frame : frames) {
            if (CoinbaseParser.frame(frame.bytes()).message() instanceof CoinbaseMessage.Trades trades) {
                past += trades.prints().stream()
                        .filter(print -> print.past() && print.product().equals(product))
                        .count();
            }
        }
        return past;
    }

    /** Until the connection is given up: a real line hears nothing after that. */
    private static SessionBench play(List<Line> frames) {
        SessionBench bench = CoinbaseSessionTest.bench("BTC-USD", "ETH-USD");
        for (Line frame : frames) {
            if (bench.failed == null) {
                bench.receive(frame);
            }
        }
        return bench;
    }

    private static String text(PriceLevel level) {
        return level.price() + "@" + level.size();
    }

    private static String text(JsonNode level) {
        return level.get(0).asText() + "@" + level.get(1).asText();
    }
}
