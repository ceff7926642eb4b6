// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ballast.common.events.Event;
import io.ballast.common.money.Decimal;
import io.ballast.market.aggregation.ConsolidatedQuote;
import io.ballast.market.aggregation.MergedBook;
import io.ballast.market.aggregation.MergedLevel;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.TopOfBook;
import io.ballast.market.features.Features;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.ControlEvent;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.Trade;
import io.ballast.market.venue.VenueId;
import io.ballast.market.venue.VenueQuote;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happened as events of the catalogue. Prices and sizes are strings with the venue's own digits. A trade's id is
 * the same whoever publishes it, however often; other ids are unique to this process.
 */
final class MarketEvents {

    static final String CONSOLIDATED = "consolidated";

    private static final String SOURCE = "/market-aggregator-service";
    private static final JsonFactory JSON = new JsonFactory();

    private final String process;
    private final AtomicLong numbers = new AtomicLong();

    /** @param process differs from that of every other process that publishes */
    MarketEvents(String process) {
        this.process = process;
    }

    Event trade(Trade trade, @Nullable String traceparent) {
        String data = object(json -> {
            json.writeStringField("venue", trade.venue().value());
            json.writeStringField("price", trade.price().toString());
            json.writeStringField("size", trade.size().toString());
            json.writeStringField("side", trade.side().wireName());
            json.writeStringField("trade_id", trade.id().toString());
            json.writeStringField("venue_time", trade.time().toString());
        });
        String id = trade.venue() + ":" + trade.symbol() + ":trade:" + trade.id();
        return new Event(id, SOURCE, "market.trade", trade.symbol().toString(), trade.time(), traceparent, null, data);
    }

    Event quote(VenueQuote quote) {
        TopOfBook top = quote.top();
        List<VenueId> venues = top.bid() == null && top.ask() == null ? List.of() : List.of(quote.venue());
        String data = object(json -> {
            json.writeStringField("venue", quote.venue().value());
            side(json, "bid", price(top.bid()), size(top.bid()));
            side(json, "ask", price(top.ask()), size(top.ask()));
            standing(json, venues, quote.state(), top.locked(), top.crossed());
        });
        return new Event(
                id("quote"),
                SOURCE,
                "market.quote",
                quote.symbol().toString(),
                quote.at(),
                quote.traceparent(),
                null,
                data);
    }

    Event quote(ConsolidatedQuote quote) {
        MergedBook top = quote.top();
        MergedLevel bid = top.bestBid();
        MergedLevel ask = top.bestAsk();
        List<VenueId> venues = Stream.concat(top.bids().stream(), top.asks().stream())
                .flatMap(level -> level.venues().stream())
                .distinct()
                .sorted()
                .toList();
        String data = object(json -> {
            json.writeStringField("venue", CONSOLIDATED);
            side(json, "bid", bid == null ? null : bid.price(), bid == null ? null : bid.size());
            side(json, "ask", ask == null ? null : ask.price(), ask == null ? null : ask.size());
            standing(json, venues, quote.state(), top.locked(), top.crossed());
        });
        return new Event(
                id("quote"),
                SOURCE,
                "market.quote",
                quote.symbol().toString(),
                quote.at(),
                quote.traceparent(),
                null,
                data);
    }

    Event features(Features features) {
        String data = object(json -> FeaturesData.write(json, features));
        return new Event(
                id("features"),
                SOURCE,
                "market.features",
                features.symbol().toString(),
                features.at(),
                null,
                null,
                data);
    }

    Event control(ControlEvent event) {
        String data = object(json -> {
            json.writeStringField("venue", event.venue().value());
            json.writeStringField("channel", event.channel().wireName());
            json.writeStringField("state", event.state().name());
            json.writeStringField("reason", event.reason());
            text(json, "from", event.from());
            text(json, "to", event.to());
        });
        String type =
                switch (event.kind()) {
                    case STATE -> "market.state";
                    case GAP -> "market.gap";
                };
        return new Event(
                id("control"), SOURCE, type, event.symbol().toString(), event.at(), event.traceparent(), null, data);
    }

    /** Trades that will not be published: the bounds of their ids and times are exact, all between them are lost. */
    Event gap(LostTrades.Run run, Instant at) {
        String data = object(json -> {
            json.writeStringField("venue", run.venue().value());
            json.writeStringField("channel", Channel.TRADES.wireName());
            json.writeStringField("state", FeedState.LIVE.name());
            json.writeStringField("reason", "not published");
            text(json, "from", run.from());
            text(json, "to", run.to());
            text(json, "from_time", run.fromTime());
            text(json, "to_time", run.toTime());
            json.writeNumberField("count", run.count());
        });
        return new Event(id("control"), SOURCE, "market.gap", run.symbol().toString(), at, null, null, data);
    }

    private String id(String kind) {
        return process + ":" + kind + ":" + numbers.incrementAndGet();
    }

    private static void side(JsonGenerator json, String name, @Nullable Decimal price, @Nullable Decimal size)
            throws IOException {
        text(json, name, price);
        text(json, name + "_size", size);
    }

    private static void standing(
            JsonGenerator json, List<VenueId> venues, FeedState state, boolean locked, boolean crossed)
            throws IOException {
        json.writeArrayFieldStart("venues");
        for (VenueId venue : venues) {
            json.writeString(venue.value());
        }
        json.writeEndArray();
        json.writeStringField("state", state.name());
        json.writeBooleanField("locked", locked);
        json.writeBooleanField("crossed", crossed);
    }

    private static void text(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value.toString());
        }
    }

    private static @Nullable Decimal price(@Nullable PriceLevel level) {
        return level == null ? null : level.price();
    }

    private static @Nullable Decimal size(@Nullable PriceLevel level) {
        return level == null ? null : level.size();
    }

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static String object(Body body) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
