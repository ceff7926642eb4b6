// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.arbitrage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.common.testing.ManualTime;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.TopOfBook;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.MarketConfig;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.TestConfig;
import io.ballast.market.venue.VenueId;
import io.ballast.market.venue.VenueQuote;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArbitrageBoardTest {

    private static final Symbol BTC = Symbol.of("BTC-USD");

    private final ManualTime time = new ManualTime();
    private final ArbitrageBoard board = board("0.01");

    private ArbitrageBoard board(String fee) {
        MarketConfig config = TestConfig.of(
                MarketConfig.class,
                "ballast.market.venues.a.taker-fee",
                fee,
                "ballast.market.venues.b.taker-fee",
                "0.02");
        return new ArbitrageBoard(new TakerFees(config), time);
    }

    @Test
    void aPairPaysWhenTheBidIsAboveTheOfferAfterBothFees() {
        quote("a", "99", "100", "2");
        quote("b", "103", "104", "1.5");
        assertThat(board.opportunities())
                .as("103 less 2 %% is below 100 plus 1 %%")
                .isEmpty();

        quote("b", "110", "111", "1.5");
        assertThat(board.opportunities()).singleElement().satisfies(pair -> {
            assertThat(pair.buyVenue()).hasToString("a");
            assertThat(pair.sellVenue()).hasToString("b");
            assertThat(pair.buyPrice()).isEqualByComparingTo("100");
            assertThat(pair.sellPrice()).isEqualByComparingTo("110");
            assertThat(pair.size()).isEqualByComparingTo("1.5");
            assertThat(pair.profit()).as("110 × 0.98 − 100 × 1.01").isEqualByComparingTo("6.80");
            assertThat(pair.profitPct()).isEqualByComparingTo("6.8");
        });
    }

    @Test
    void howLongItPaysAndHowOldBothSidesAreIsTold() {
        quote("a", "99", "100", "2");
        time.advance(Duration.ofSeconds(2));
        Instant began = time.now();
        quote("b", "110", "111", "2");
        time.advance(Duration.ofSeconds(3));
        confirmed("b", "110", "111", "2");
        time.advance(Duration.ofSeconds(1));

        assertThat(board.opportunities()).singleElement().satisfies(pair -> {
            assertThat(pair.since()).isEqualTo(began);
            assertThat(pair.duration()).isEqualTo(Duration.ofSeconds(4));
            assertThat(pair.buyAge()).isEqualTo(Duration.ofSeconds(6));
            assertThat(pair.sellAge()).isEqualTo(Duration.ofSeconds(1));
        });
    }

    @Test
    void anInterruptionBeginsItAnew() {
        quote("a", "99", "100", "2");
        quote("b", "110", "111", "2");
        time.advance(Duration.ofSeconds(5));
        quote("b", "99", "111", "2");
        quote("b", "110", "111", "2");

        assertThat(board.opportunities())
                .singleElement()
                .extracting(Opportunity::duration)
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void aVenueThatIsNotLiveHasNoPart() {
        quote("a", "99", "100", "2");
        quote("b", "110", "111", "2");
        board.quote(new VenueQuote(
                new VenueId("a"), BTC, FeedState.GAP, TopOfBook.EMPTY, true, time.now(), time.nanos(), null));

        assertThat(board.opportunities()).isEmpty();
    }

    @Test
    void theMostProfitableComesFirst() {
        quote("a", "99", "100", "1");
        quote("b", "120", "121", "1");
        quote("c", "130", "131", "1");

        assertThat(board.opportunities())
                .extracting(pair -> pair.buyVenue() + ">" + pair.sellVenue())
                .containsExactly("a>c", "a>b", "b>c");
    }

    @Test
    void aFeeThatCannotBeIsNamed() {
        assertThatThrownBy(() -> board("1.0"))
                .hasMessageContaining("ballast.market.venues.a.taker-fee must be from 0 to below 1");
    }

    private void quote(String venue, String bid, String ask, String size) {
        tell(venue, bid, ask, size, true);
    }

    private void confirmed(String venue, String bid, String ask, String size) {
        tell(venue, bid, ask, size, false);
    }

    private void tell(String venue, String bid, String ask, String size, boolean news) {
        TopOfBook top = new TopOfBook(PriceLevel.parse(bid, size), PriceLevel.parse(ask, size));
        board.quote(new VenueQuote(new VenueId(venue), BTC, FeedState.LIVE, top, news, time.now(), time.nanos(), null));
    }
}
