// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.TopOfBook;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueId;
import io.ballast.market.venue.VenueQuote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsolidatedQuotesTest {

    private static final Symbol BTC = Symbol.of("BTC-USD");

    private final List<ConsolidatedQuote> told = new ArrayList<>();
    private final ConsolidatedQuotes quotes = new ConsolidatedQuotes(List.of(told::add));

    @Test
    void oneVenuesOwnDigitsAreKept() {
        live("a", "2.64300000", "1.10", "2.64800000", "3.00");

        assertThat(text()).isEqualTo("2.64300000@1.10[a] 2.64800000@3.00[a]");
    }

    @Test
    void sizesAtPricesOfEqualValueAreAddedUpWhateverTheirDigits() {
        live("b", "2.6430", "1.5", "2.649", "1");
        live("a", "2.643", "1.25", "2.648", "2");

        assertThat(text()).isEqualTo("2.643@2.75[a, b] 2.648@2[a]");
    }

    @Test
    void onlyLiveVenuesCountAndALostOneIsOutWithinTheCall() {
        live("a", "10", "1", "12", "1");
        live("b", "9", "1", "11", "1");
        assertThat(text()).isEqualTo("10@1[a] 11@1[b]");

        tell("a", FeedState.GAP, TopOfBook.EMPTY);
        assertThat(text()).isEqualTo("9@1[b] 11@1[b]");
        assertThat(told.getLast().state()).isEqualTo(FeedState.LIVE);

        tell("b", FeedState.STALE, top("9", "1", "11", "1"));
        assertThat(text()).isEqualTo("- -");
        assertThat(told.getLast().state()).isEqualTo(FeedState.STALE);
    }

    @Test
    void lockedAndCrossedAreFlagged() {
        live("a", "10", "1", "12", "1");
        live("b", "9", "1", "10.0", "1");
        assertThat(told.getLast().top().locked()).isTrue();
        assertThat(told.getLast().top().crossed()).isFalse();

        live("b", "9", "1", "9.5", "1");
        assertThat(told.getLast().top().locked()).isFalse();
        assertThat(told.getLast().top().crossed()).isTrue();
    }

    @Test
    void nothingIsToldTwice() {
        live("a", "10", "1", "12", "1");
        live("b", "9", "1", "13", "1");
        live("b", "8", "1", "14", "1");

        assertThat(told).hasSize(1);
        assertThat(quotes.latest(BTC)).hasValue(told.getFirst());
        assertThat(quotes.latest(Symbol.of("X-Y"))).isEmpty();
    }

    private void live(String venue, String bid, String bidSize, String ask, String askSize) {
        tell(venue, FeedState.LIVE, top(bid, bidSize, ask, askSize));
    }

    private static TopOfBook top(String bid, String bidSize, String ask, String askSize) {
        return new TopOfBook(PriceLevel.parse(bid, bidSize), PriceLevel.parse(ask, askSize));
    }

    private void tell(String venue, FeedState state, TopOfBook top) {
        quotes.quote(new VenueQuote(new VenueId(venue), BTC, state, top, true, Instant.EPOCH, 0, null));
    }

    private String text() {
        MergedBook top = told.getLast().top();
        return text(top.bestBid()) + " " + text(top.bestAsk());
    }

    private static String text(@Nullable MergedLevel level) {
        return level == null ? "-" : level.price() + "@" + level.size() + level.venues();
    }
}
