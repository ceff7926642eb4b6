// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.market.book.BookView;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.capture.Capture;
import io.ballast.market.capture.Capture.Line;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.SessionBench;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real frames of one book, each with a checksum: one snapshot and 305 updates. */
class KrakenCaptureTest {

    private static final String NAME = "kraken-v2";

    @Test
    void everyChecksumHoldsAndTheFinalBookIsTheExpectedOneToTheCharacter() {
        SessionBench bench = play(Capture.frames(NAME));

        JsonNode all = Capture.expected(NAME);
        JsonNode expected = all.at("/books/BTC~1USD");
        BookView levels = bench.levels("BTC-USD");
        assertThat(bench.checksumFailures()).isZero();
        assertThat(bench.heard.quotes().stream().filter(quote -> quote.state() == FeedState.LIVE))
                .as("one confirmation for each good checksum")
                .hasSize(all.at("/stats/cks_ok").asInt());
        assertThat(text(levels.bids().getFirst())).isEqualTo(text(expected.get("bid")));
        assertThat(text(levels.asks().getFirst())).isEqualTo(text(expected.get("ask")));
        assertThat(levels.bids()).hasSize(expected.get("bid_levels").asInt());
        assertThat(levels.asks()).hasSize(expected.get("ask_levels").asInt());
    }

    @Test
    void aDroppedFrameIsNoticedAtTheNextOneUnlessThatOneMakesUpForIt() {
        List<Line> frames = Capture.frames(NAME);
        int noticed = 0;
        for (int k = 1; k < frames.size() - 1; k++) {
            List<Line> faulty = new ArrayList<>(frames.subList(0, k + 2));
            faulty.remove(k);
            noticed += noticedOrHarmless(faulty, frames.subList(0, k + 2));
        }
        assertThat(noticed).isGreaterThan(200);
    }

    @Test
    void swappedFramesAreNoticedAtTheFirstOneUnlessTheOrderDoesNotMatter() {
        List<Line> frames = Capture.frames(NAME);
        int noticed = 0;
        for (int k = 1; k < frames.size() - 1; k++) {
            List<Line> faulty = new ArrayList<>(frames.subList(0, k));
            faulty.add(frames.get(k + 1));
            faulty.add(frames.get(k));
            noticed += noticedOrHarmless(faulty, frames.subList(0, k + 1)); // the last one heard says what is true
        }
        assertThat(noticed).isGreaterThan(200);
    }

    @Test
    void aRepeatedFrameIsHarmless() {
        List<Line> frames = Capture.frames(NAME);
        List<Line> twice = new ArrayList<>();
        frames.forEach(frame -> {
            twice.add(frame);
            twice.add(frame);
        });

        SessionBench bench = play(twice);

        assertThat(bench.checksumFailures()).isZero();
        assertThat(bench.levels("BTC-USD")).isEqualTo(play(frames).levels("BTC-USD"));
    }

    @Test
    void anyChangedDigitIsNoticedAtOnce() {
        List<Line> frames = Capture.frames(NAME);
        for (int k = 1; k < frames.size(); k += 10) {
            List<Line> faulty = new ArrayList<>(frames.subList(0, k));
            faulty.add(new Line("recv", "", frames.get(k).data().replaceFirst("\"qty\":(\\d+)\\.", "\"qty\":9$1.")));
            assertGap(play(faulty));
        }
    }

    @Test
    void aTruncatedFrameIsCountedAndNoticedAtTheNextOne() {
        List<Line> frames = Capture.frames(NAME);
        for (int k = 1; k < frames.size() - 1; k += 10) {
            List<Line> faulty = new ArrayList<>(frames.subList(0, k + 2));
            String data = frames.get(k).data();
            faulty.set(k, new Line("recv", "", data.substring(0, data.length() / 2)));
            noticedOrHarmless(faulty, frames.subList(0, k + 2));
            assertThat(play(faulty).malformed).hasSize(1);
        }
    }

    /** A book is never silently wrong: it is dropped, or it is the right one. Returns 1 if it was dropped. */
    private static int noticedOrHarmless(List<Line> faulty, List<Line> right) {
        SessionBench bench = play(faulty);
        if (bench.checksumFailures() > 0) {
            assertGap(bench);
            return 1;
        }
        assertThat(bench.levels("BTC-USD")).isEqualTo(play(right).levels("BTC-USD"));
        return 0;
    }

    private static void assertGap(SessionBench bench) {
        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.GAP);
        assertThat(bench.levels("BTC-USD")).isEqualTo(BookView.EMPTY);
        assertThat(bench.checksumFailures()).isEqualTo(1);
    }

    private static SessionBench play(List<Line> frames) {
        SessionBench bench = KrakenSessionTest.bench("BTC-USD");
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
