// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.money.Decimal;
import io.ballast.common.testing.ManualTime;
import io.ballast.market.book.Applied;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.Side;
import io.ballast.market.book.TopOfBook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VenueBoardTest {

    private static final VenueId VENUE = new VenueId("test");
    private static final Symbol BTC = Symbol.of("BTC-USD");
    private static final Symbol ETH = Symbol.of("ETH-USD");

    private final ManualTime time = new ManualTime();
    private final RecordingListener heard = new RecordingListener();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final VenueBoard board = new VenueBoard(
            new VenueSetup(
                    VENUE, "ws://x", Optional.empty(), List.of(BTC, ETH), Set.of(Channel.BOOK, Channel.TRADES), 10, 10),
            heard,
            time,
            FrameTrace.NONE,
            new VenueMeters(meters, VENUE));

    @Test
    void aLostBookIsEmptyWithdrawnAndAnnouncedBeforeTheCallReturns() {
        live(BTC);
        live(ETH);

        boolean resync = board.settle(BTC, new Applied.Gap(5, 9), null);

        assertThat(resync).isTrue();
        assertThat(board.book(BTC).top()).isEqualTo(TopOfBook.EMPTY);
        assertThat(heard.lastQuote(BTC).orElseThrow().state()).isEqualTo(FeedState.GAP);
        assertThat(heard.lastQuote(BTC).orElseThrow().top()).isEqualTo(TopOfBook.EMPTY);
        ControlEvent gap = heard.gaps().getFirst();
        assertThat(List.of(gap.from(), gap.to())).containsExactly(5L, 8L);
        assertThat(heard.lastQuote(ETH).orElseThrow().state()).isEqualTo(FeedState.LIVE);
        assertThat(board.state()).as("the venue still has a good book").isEqualTo(FeedState.LIVE);
        assertThat(meters.counter("ballast_market_gaps", "venue", "test").count())
                .isEqualTo(1);
    }

    @Test
    void everyWayToLoseABookLosesIt() {
        for (Applied lost : List.of(new Applied.Gap(1, 2), new Applied.BadChecksum(1, 2), new Applied.Crossed())) {
            live(BTC);
            assertThat(board.settle(BTC, lost, null)).isTrue();
            assertThat(board.feeds().book(BTC).state).isEqualTo(FeedState.GAP);
        }
        assertThat(meters.counter("ballast_market_checksum_failures", "venue", "test")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void ageMakesABookStaleOnceAndItStaysReadable() {
        live(BTC);
        time.advance(Duration.ofSeconds(29));
        board.age(Duration.ofSeconds(30));
        assertThat(board.feeds().book(BTC).state).isEqualTo(FeedState.LIVE);

        time.advance(Duration.ofSeconds(1));
        board.age(Duration.ofSeconds(30));
        board.age(Duration.ofSeconds(30));
        assertThat(board.feeds().book(BTC).state).isEqualTo(FeedState.STALE);
        assertThat(heard.lastQuote(BTC).orElseThrow().top().bid()).isNotNull();
        assertThat(heard.controls().stream().filter(event -> event.state() == FeedState.STALE))
                .hasSize(1);

        live(BTC);
        assertThat(heard.lastQuote(BTC).orElseThrow().state()).isEqualTo(FeedState.LIVE);
    }

    @Test
    void onlyAChangedTopIsNewsButEveryConfirmationRenewsTheAge() {
        live(BTC);
        time.advance(Duration.ofSeconds(3));
        board.book(BTC).apply(Side.BID, PriceLevel.parse("0.1", "1"));
        board.settle(BTC, new Applied.Changed(), 2L);

        VenueQuote last = heard.lastQuote(BTC).orElseThrow();
        assertThat(last.news()).isFalse();
        assertThat(last.nanos()).isEqualTo(time.nanos());
        board.settle(BTC, new Applied.Duplicate(), 2L);
        assertThat(heard.quotes()).as("a repeated message confirms nothing").hasSize(2);
    }

    @Test
    void aDisconnectionEndsEveryFeedAndIsToldOnce() {
        live(BTC);
        board.tradesLive(BTC);

        board.disconnected("cut");
        board.disconnected("silent");

        assertThat(board.state()).isEqualTo(FeedState.DOWN);
        assertThat(board.feeds().book(BTC).book.top()).isEqualTo(TopOfBook.EMPTY);
        assertThat(heard.controls().stream().filter(event -> event.state() == FeedState.DOWN))
                .hasSize(4)
                .allMatch(event -> event.reason().equals("cut"));
    }

    @Test
    void tradesMissedWhileAwayAreAnnouncedWithExactBounds() {
        board.trade(trade(10));
        board.disconnected("cut");
        board.trade(trade(14));

        ControlEvent gap = heard.gaps().getFirst();
        assertThat(List.of(gap.from(), gap.to())).containsExactly(11L, 13L);
        assertThat(gap.channel()).isEqualTo(Channel.TRADES);
    }

    @Test
    void tradesWhoseIdsAreNoNumbersAreToldOnceAndAPrintOfSeveralTradesIsNoGap() {
        board.trade(trade(new Trade.Id.Name("a9188a0a-82bc")));
        board.trade(trade(new Trade.Id.Name("18446744073709551615")));
        board.trade(trade(new Trade.Id.Name("a9188a0a-82bc")));
        assertThat(heard.trades())
                .extracting(trade -> trade.id().toString())
                .containsExactly("a9188a0a-82bc", "18446744073709551615");

        board.trade(trade(10));
        board.trade(trade(new Trade.Id.Number(11, 13)));
        assertThat(heard.gaps()).isEmpty();
        board.trade(trade(new Trade.Id.Number(15, 16)));
        assertThat(heard.gaps()).singleElement().satisfies(gap -> assertThat(List.of(gap.from(), gap.to()))
                .containsExactly(14L, 14L));
    }

    @Test
    void aVenueThatBeginsAnewAfterAReconnectIsHeard() {
        board.trade(trade(10));
        board.trade(trade(9));
        board.disconnected("cut");
        board.trade(trade(3));

        assertThat(heard.trades()).extracting(trade -> trade.id().toString()).containsExactly("10", "3");
        assertThat(heard.gaps()).isEmpty();
    }

    @Test
    void booksThatWaitTooLongAreReportedOnceInAWhile() {
        board.syncing(Channel.BOOK, BTC);
        live(ETH);
        time.advance(Duration.ofSeconds(60));

        assertThat(board.feeds().overdue(Duration.ofSeconds(60), time.nanos())).containsExactly(BTC);
        assertThat(board.feeds().overdue(Duration.ofSeconds(60), time.nanos())).isEmpty();
    }

    @Test
    void fundingOfAPerpetualIsToldAndItsSilenceIsSeenWhileSpotHasNone() {
        Symbol perpetual = Symbol.of("BTC-USD-PERP");
        VenueBoard funded = new VenueBoard(
                new VenueSetup(
                        VENUE, "ws://x", Optional.empty(), List.of(BTC, perpetual), Set.of(Channel.FUNDING), 10, 10),
                heard,
                time,
                FrameTrace.NONE,
                new VenueMeters(meters, VENUE));
        Funding told = new Funding(
                VENUE, perpetual, Decimal.parse("100.10"), null, Decimal.parse("0.0001"), null, Instant.EPOCH);

        funded.funding(told);

        assertThat(heard.fundings()).containsExactly(told);
        assertThat(funded.feeds().all()).singleElement().satisfies(feed -> {
            assertThat(feed.channel).isEqualTo(Channel.FUNDING);
            assertThat(feed.state).isEqualTo(FeedState.LIVE);
        });
        time.advance(Duration.ofSeconds(30));
        funded.age(Duration.ofSeconds(30));
        assertThat(heard.controls().getLast().state()).isEqualTo(FeedState.STALE);
    }

    private void live(Symbol symbol) {
        board.book(symbol).apply(Side.BID, PriceLevel.parse("10", "1"));
        board.book(symbol).apply(Side.ASK, PriceLevel.parse("11", "1"));
        board.settle(symbol, new Applied.Changed(), 1L);
    }

    private static Trade trade(long id) {
        return trade(new Trade.Id.Number(id, id));
    }

    private static Trade trade(Trade.Id id) {
        return new Trade(
                VENUE,
                BTC,
                id,
                Decimal.parse("1"),
                Decimal.parse("1"),
                TakerSide.BUY,
                Instant.parse("2026-01-05T12:00:00Z"));
    }
}
