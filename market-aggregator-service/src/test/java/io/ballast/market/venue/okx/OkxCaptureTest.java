// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.okx;

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

/** Real frames of a spot pair, a swap and a dated contract, from before books were numbered: each has a checksum. */
class OkxCaptureTest {

    private static final String NAME = "okx-v5";
    private static final Map<String, String> SYMBOLS = Map.of(
            "BTC-USDT", "BTC-USDT",
            "UNI-USD-SWAP", "UNI-USD-PERP",
            "BTC-USD-220527", "BTC-USD-220527");

    @Test
    void everyChecksumHoldsAndTheFinalBooksAndTradesAreTheExpectedOnesToTheCharacter() {
        SessionBench bench = play(Capture.frames(NAME));

        JsonNode all = Capture.expected(NAME);
        assertThat(bench.checksumFailures()).isZero();
        assertThat(bench.gaps()).isZero();
        assertThat(bench.malformed).isEmpty();
        assertThat(bench.heard.quotes().stream().filter(quote -> quote.state() == FeedState.LIVE))
                .as("one confirmation for each good checksum")
                .hasSize(all.at("/stats/cks_ok").asInt());
        SYMBOLS.forEach((name, symbol) -> {
            JsonNode expected = all.path("books").path(name);
            BookView levels = bench.levels(symbol);
            assertThat(text(levels.bids().getFirst())).isEqualTo(text(expected.get("bid")));
            assertThat(text(levels.asks().getFirst())).isEqualTo(text(expected.get("ask")));
            assertThat(levels.bids()).hasSize(expected.get("bid_levels").asInt());
            assertThat(levels.asks()).hasSize(expected.get("ask_levels").asInt());
            assertThat(bench.heard.trades().stream()
                            .filter(trade -> trade.symbol().toString().equals(symbol)))
                    .hasSize(all.path("trades").path(name).asInt());
        });
        assertThat(bench.unknown).hasSize(all.at("/types/tickers").asInt()).containsOnly("tickers");
    }

    @Test
    void takersBuyAtTheOfferAndSellAtTheBid() {
        TopOfBookAtTrade tape = new TopOfBookAtTrade();
        SessionBench bench = open();
        Capture.frames(NAME).forEach(frame -> tape.receive(bench, frame.data()));

        assertThat(tape.told()).isGreaterThan(25);
        assertThat(tape.rightly()).isGreaterThanOrEqualTo(tape.told() * 9 / 10);
        assertThat(bench.heard.trades()).extracting(trade -> trade.side()).contains(TakerSide.BUY, TakerSide.SELL);
    }

    @Test
    void anyChangedDigitNearTheTopIsNoticedAtOnce() {
        List<Line> frames = Capture.frames(NAME);
        int snapshot = first(frames, "BTC-USDT\"},\"action\":\"snapshot");
        List<Line> faulty = new ArrayList<>(frames.subList(0, snapshot));
        faulty.add(new Line("recv", "", frames.get(snapshot).data().replaceFirst("\\[\"(\\d)", "[\"9$1")));

        SessionBench bench = play(faulty);

        assertThat(bench.checksumFailures()).isEqualTo(1);
        assertThat(bench.book("BTC-USDT")).isEqualTo(FeedState.GAP);
        assertThat(bench.levels("BTC-USDT")).isEqualTo(BookView.EMPTY);
    }

    @Test
    void aDroppedUpdateIsNoticedOrNeverWrongWhereTheChecksumReaches() {
        List<Line> frames = Capture.frames(NAME);
        int noticed = 0;
        for (int k = 40; k < frames.size() - 1; k += 5) {
            if (frames.get(k).data().contains("\"instId\":\"BTC-USDT\"},\"action\":\"update\"")) {
                List<Line> faulty = new ArrayList<>(frames);
                faulty.remove(k);
                SessionBench bench = play(faulty);
                if (bench.checksumFailures() > 0) {
                    noticed++;
                    assertThat(bench.book("BTC-USD-220527")).isEqualTo(FeedState.LIVE);
                    assertThat(bench.heard.gaps().getFirst().symbol()).hasToString("BTC-USDT");
                } else {
                    List<PriceLevel> bids = bench.levels("BTC-USDT").bids();
                    assertThat(bids.subList(0, 25))
                            .isEqualTo(play(frames).levels("BTC-USDT").bids().subList(0, 25));
                }
            }
        }
        assertThat(noticed).isPositive();
    }

    private static int first(List<Line> frames, String part) {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).data().contains(part)) {
                return i;
            }
        }
        throw new AssertionError("no frame with " + part);
    }

    private static SessionBench open() {
        return OkxSessionTest.bench(
                EnumSet.of(Channel.BOOK, Channel.TRADES), SYMBOLS.values().toArray(String[]::new));
    }

    private static SessionBench play(List<Line> frames) {
        SessionBench bench = open();
        frames.forEach(bench::receive);
        return bench;
    }

    private static String text(PriceLevel level) {
        return level.price() + "@" + level.size();
    }

    private static String text(JsonNode level) {
        return level.get(0).asText() + "@" + level.get(1).asText();
    }
}
