// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.events.Catalogue;
import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import io.ballast.common.money.Decimal;
import io.ballast.common.testing.ManualTime;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.TopOfBook;
import io.ballast.market.publication.PublishSpans.Traced;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.ControlEvent;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.TakerSide;
import io.ballast.market.venue.TestConfig;
import io.ballast.market.venue.Trade;
import io.ballast.market.venue.VenueId;
import io.ballast.market.venue.VenueQuote;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarketPublicationTest {

    private static final VenueId VENUE = new VenueId("binance");
    private static final Symbol CRV = Symbol.of("CRV-USDT");
    private static final Instant AT = Instant.parse("2026-01-05T12:00:00.250Z");

    private final FakePublisher streams = new FakePublisher();
    private final ManualTime time = new ManualTime();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MarketPublication publication = publication("ballast.market.publication.trades", "5");

    private MarketPublication publication(String setting, String value) {
        return new MarketPublication(
                streams,
                batch -> new Traced(batch, () -> {}),
                TestConfig.of(
                        PublicationConfig.class,
                        setting,
                        value,
                        "ballast.market.publication.quotes",
                        "3",
                        "ballast.market.publication.controls",
                        "4",
                        "ballast.market.publication.batch",
                        "2"),
                time,
                time,
                meters);
    }

    @Test
    void aTradeIsPublishedUnderItsVenuesIdWithTheWiresDigits() {
        publication.trade(trade(123), "00-trace");

        Event event = streams.in(Topic.MARKET_TRADES).getFirst();
        assertThat(event.id()).isEqualTo("binance:CRV-USDT:trade:123");
        assertThat(event.type()).isEqualTo("market.trade");
        assertThat(event.subject()).isEqualTo("CRV-USDT");
        assertThat(event.time()).isEqualTo(AT);
        assertThat(event.traceparent()).isEqualTo("00-trace");
        assertThat(event.data())
                .isEqualTo("{\"venue\":\"binance\",\"price\":\"2.64300000\",\"size\":\"0.10\",\"side\":\"buy\","
                        + "\"trade_id\":\"123\",\"venue_time\":\"2026-01-05T12:00:00.250Z\"}");
    }

    @Test
    void aQuoteSaysWhatItIsAndAWithdrawnOneHasNoPrices() {
        publication.quote(quote("1.0", FeedState.LIVE));
        publication.quote(new VenueQuote(VENUE, CRV, FeedState.GAP, TopOfBook.EMPTY, true, AT, 0, null));

        assertThat(streams.in(Topic.MARKET_QUOTES))
                .extracting(Event::data)
                .containsExactly(
                        "{\"venue\":\"binance\",\"bid\":\"1.0\",\"bid_size\":\"1\",\"ask\":\"9\",\"ask_size\":\"2.50\","
                                + "\"venues\":[\"binance\"],\"state\":\"LIVE\",\"locked\":false,\"crossed\":false}",
                        "{\"venue\":\"binance\",\"bid\":null,\"bid_size\":null,\"ask\":null,\"ask_size\":null,"
                                + "\"venues\":[],\"state\":\"GAP\",\"locked\":false,\"crossed\":false}");
    }

    @Test
    void oneBatchIsUnderWayAtATimeAndTradesKeepTheirOrder() {
        streams.slow = true;
        for (int id = 1; id <= 5; id++) {
            publication.trade(trade(id), null);
        }
        assertThat(streams.attempts).hasSize(1);

        IntStream.range(0, 3).forEach(i -> streams.settle());

        assertThat(streams.attempts).extracting(List::size).containsExactly(1, 2, 2);
        assertThat(ids()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void whatDoesNotFitWhileTheStreamsAreAwayIsCountedAndAnnouncedWithExactBounds() {
        streams.away = true;
        for (int id = 1; id <= 9; id++) {
            publication.trade(trade(id), null);
        }
        assertThat(dropped("market.trades", "full")).isEqualTo(4);
        time.advance(Duration.ofSeconds(2));
        assertThat(streams.published).isEmpty();

        streams.away = false;
        time.advance(Duration.ofSeconds(1));

        assertThat(ids()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(streams.in(Topic.MARKET_CONTROL)).hasSize(1);
        Event gap = streams.in(Topic.MARKET_CONTROL).getFirst();
        assertThat(gap.type()).isEqualTo("market.gap");
        assertThat(gap.data())
                .isEqualTo("{\"venue\":\"binance\",\"channel\":\"trades\",\"state\":\"LIVE\","
                        + "\"reason\":\"not published\",\"from\":\"6\",\"to\":\"9\","
                        + "\"from_time\":\"2026-01-05T12:00:00.250Z\",\"to_time\":\"2026-01-05T12:00:00.250Z\","
                        + "\"count\":4}");

        publication.trade(trade(10), null);
        assertThat(ids()).endsWith(10L);
        assertThat(streams.in(Topic.MARKET_CONTROL)).as("told once").hasSize(1);
    }

    @Test
    void aBatchWhoseConfirmationWasLostIsNotPublishedTwice() {
        streams.deaf = true;
        for (int id = 1; id <= 5; id++) {
            publication.trade(trade(id), null);
        }
        time.advance(Duration.ofSeconds(2));
        streams.deaf = false;
        time.advance(Duration.ofSeconds(1));

        assertThat(streams.attempts).hasSizeGreaterThan(3);
        assertThat(ids()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void theAnnouncementOfAGapIsNeverPushedOut() {
        streams.away = true;
        for (int id = 1; id <= 9; id++) {
            publication.trade(trade(id), null);
        }
        streams.away = false;
        streams.slow = true;
        time.advance(Duration.ofMillis(250));
        streams.settle(); // the gap of 6 to 9 waits from now on
        streams.away = true;
        streams.settle();
        for (int number = 1; number <= 20; number++) {
            publication.control(down("cause " + number));
        }
        streams.away = false;
        streams.slow = false;
        time.advance(Duration.ofSeconds(1));

        assertThat(streams.in(Topic.MARKET_CONTROL).stream().map(Event::type)).containsOnlyOnce("market.gap");
        assertThat(streams.in(Topic.MARKET_CONTROL)).hasSize(4);
    }

    @Test
    void tradesAreBoundedInBytesToo() {
        MarketPublication small = publication("ballast.market.publication.trade-bytes", "930");
        streams.away = true;
        for (int id = 1; id <= 9; id++) {
            small.trade(trade(id), id == 4 ? "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" : null);
        }

        assertThat(small.waitingTrades()).isEqualTo(3);
        assertThat(small.waitingTradeBytes()).isEqualTo(696);
        assertThat(dropped("market.trades", "full")).isEqualTo(6);
    }

    @Test
    void everythingItPublishesIsOfTheCatalogue() {
        streams.away = true;
        for (int id = 1; id <= 9; id++) {
            publication.trade(trade(id), null);
        }
        publication.quote(quote("1.0", FeedState.LIVE));
        publication.quote(new VenueQuote(VENUE, CRV, FeedState.GAP, TopOfBook.EMPTY, true, AT, 0, null));
        publication.control(down("gone"));
        publication.control(new ControlEvent(
                ControlEvent.Kind.GAP, VENUE, Channel.TRADES, CRV, FeedState.GAP, "hole", 1L, 4L, AT, null));
        streams.away = false;
        time.advance(Duration.ofSeconds(1));

        assertThat(streams.published.stream().map(o -> o.event().type()))
                .contains("market.trade", "market.quote", "market.state", "market.gap");
        assertThat(streams.published)
                .allSatisfy(outgoing -> assertThat(Catalogue.problem(outgoing.topic(), outgoing.event()))
                        .isEmpty());
    }

    private static ControlEvent down(String reason) {
        return new ControlEvent(
                ControlEvent.Kind.STATE, VENUE, Channel.BOOK, CRV, FeedState.DOWN, reason, null, null, AT, null);
    }

    @Test
    void underPressureOnlyTheNewestQuoteOfAVenueAndSymbolIsKept() {
        streams.slow = true;
        for (int price = 1; price <= 8; price++) {
            publication.quote(quote(Integer.toString(price), FeedState.LIVE));
        }
        streams.slow = false;
        streams.settle();

        assertThat(bids()).containsExactly("1", "2", "3", "4", "8");
        assertThat(dropped("market.quotes", "conflated")).isEqualTo(3);
    }

    @Test
    void oldQuotesAreNotPublishedOnceTheStreamsAreBack() {
        streams.away = true;
        for (int price = 1; price <= 3; price++) {
            publication.quote(quote(Integer.toString(price), FeedState.LIVE));
        }
        time.advance(Duration.ofSeconds(1));
        streams.away = false;
        time.advance(Duration.ofSeconds(1));

        assertThat(bids()).containsExactly("3");
    }

    @Test
    void controlEventsAreNeverConflatedAndTheOldestGoWhenThereAreTooMany() {
        streams.away = true;
        for (int number = 1; number <= 6; number++) {
            publication.control(down("cause " + number));
        }
        streams.away = false;
        time.advance(Duration.ofSeconds(1));

        assertThat(streams.in(Topic.MARKET_CONTROL)).hasSize(4);
        assertThat(streams.in(Topic.MARKET_CONTROL).getLast().data()).contains("cause 6");
        assertThat(dropped("market.control", "full")).isEqualTo(2);
        assertThat(streams.in(Topic.MARKET_CONTROL)).extracting(Event::id).doesNotHaveDuplicates();
    }

    @Test
    void confirmationsThatAreNoNewsAreNotPublished() {
        publication.quote(new VenueQuote(VENUE, CRV, FeedState.LIVE, TopOfBook.EMPTY, false, AT, 0, null));

        assertThat(streams.attempts).isEmpty();
    }

    private double dropped(String topic, String reason) {
        return meters.counter("ballast_events_dropped", "topic", topic, "reason", reason)
                .count();
    }

    private List<Long> ids() {
        return streams.in(Topic.MARKET_TRADES).stream()
                .map(event -> Long.parseLong(event.id().substring(event.id().lastIndexOf(':') + 1)))
                .toList();
    }

    private List<String> bids() {
        return streams.in(Topic.MARKET_QUOTES).stream()
                .map(event -> event.data().replaceAll(".*\"bid\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private static Trade trade(long id) {
        return new Trade(VENUE, CRV, id, Decimal.parse("2.64300000"), Decimal.parse("0.10"), TakerSide.BUY, AT);
    }

    private static VenueQuote quote(String bid, FeedState state) {
        return new VenueQuote(
                VENUE,
                CRV,
                state,
                new TopOfBook(PriceLevel.parse(bid, "1"), PriceLevel.parse("9", "2.50")),
                true,
                AT,
                0,
                null);
    }
}
