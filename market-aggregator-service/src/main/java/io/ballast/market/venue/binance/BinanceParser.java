// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ballast.common.money.Decimal;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.venue.TakerSide;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads frames and replies token by token; numbers never become binary floating point. */
final class BinanceParser {

    private static final JsonFactory JSON = new JsonFactory();

    private BinanceParser() {}

    /** @throws IOException if it is no JSON object, or lacks what its kind must have */
    static BinanceMessage message(byte[] utf8) throws IOException {
        try (JsonParser parser = JSON.createParser(utf8)) {
            Fields fields = new Fields();
            fields.read(parser);
            return fields.message();
        }
    }

    /** @throws IOException if it is no depth snapshot */
    static DepthSnapshot snapshot(byte[] utf8) throws IOException {
        try (JsonParser parser = JSON.createParser(utf8)) {
            long id = -1;
            List<PriceLevel> bids = List.of();
            List<PriceLevel> asks = List.of();
            begin(parser);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "lastUpdateId" -> id = parser.getLongValue();
                    case "bids" -> bids = levels(parser);
                    case "asks" -> asks = levels(parser);
                    default -> parser.skipChildren();
                }
            }
            if (id < 0) {
                throw new IOException("a depth snapshot needs lastUpdateId");
            }
            return new DepthSnapshot(id, bids, asks);
        }
    }

    private static void begin(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("not a JSON object");
        }
    }

    /** {@code [["price","size"],...]}; further elements of a level are passed over. */
    private static List<PriceLevel> levels(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("levels must be an array");
        }
        List<PriceLevel> levels = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            String price = parser.nextTextValue();
            String size = parser.nextTextValue();
            if (price == null || size == null) {
                throw new IOException("a level must be price and size as text");
            }
            levels.add(PriceLevel.parse(price, size));
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                parser.skipChildren();
                if (parser.currentToken() == null) {
                    throw new IOException("a level does not end");
                }
            }
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw new IOException("a level must be an array");
        }
        return levels;
    }

    /** The fields of whatever came, in whatever order. Letters mean different things in different events. */
    private static final class Fields {

        private String stream = "";
        private String event = "";
        private String symbol = "";
        private long first = -1;
        private long last = -1;
        private long previous = -1;
        private long trade = -1;
        private long firstTrade = -1;
        private long lastTrade = -1;
        private long time = -1;
        private long eventTime = -1;
        private String price = "";
        private String size = "";
        private String bid = "";
        private String bidSize = "";
        private String ask = "";
        private String askSize = "";
        private String index = "";
        private String rate = "";
        private boolean buyerIsMaker;
        private List<PriceLevel> bids = List.of();
        private List<PriceLevel> asks = List.of();

        void read(JsonParser parser) throws IOException {
            begin(parser);
            object(parser);
            if (parser.nextToken() != null) {
                throw new IOException("more than one JSON object");
            }
        }

        private void object(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken token = parser.nextToken();
                if (field.equals("data") && token == JsonToken.START_OBJECT) {
                    object(parser);
                } else {
                    field(field, token, parser);
                }
            }
        }

        private void field(String field, JsonToken token, JsonParser parser) throws IOException {
            switch (token) {
                case VALUE_STRING -> text(field, parser.getText());
                case VALUE_NUMBER_INT -> number(field, parser);
                case VALUE_TRUE, VALUE_FALSE ->
                    buyerIsMaker = field.equals("m") ? parser.getBooleanValue() : buyerIsMaker;
                case START_ARRAY -> array(field, parser);
                default -> parser.skipChildren();
            }
        }

        private void text(String field, String value) {
            switch (field) {
                case "stream" -> stream = value;
                case "e" -> event = value;
                case "s" -> symbol = value;
                case "p" -> price = value;
                case "q" -> size = value;
                case "b" -> bid = value;
                case "B" -> bidSize = value;
                case "a" -> ask = value;
                case "A" -> askSize = value;
                case "i" -> index = value;
                case "r" -> rate = value;
                default -> {}
            }
        }

        private void number(String field, JsonParser parser) throws IOException {
            switch (field) {
                case "U" -> first = parser.getLongValue();
                case "u" -> last = parser.getLongValue();
                case "pu" -> previous = parser.getLongValue();
                case "a" -> trade = parser.getLongValue();
                case "f" -> firstTrade = parser.getLongValue();
                case "l" -> lastTrade = parser.getLongValue();
                case "E" -> eventTime = parser.getLongValue();
                case "T" -> time = parser.getLongValue();
                default -> {}
            }
        }

        private void array(String field, JsonParser parser) throws IOException {
            switch (field) {
                case "b" -> bids = levels(parser);
                case "a" -> asks = levels(parser);
                default -> parser.skipChildren();
            }
        }

        BinanceMessage message() throws IOException {
            return switch (event) {
                case "depthUpdate" -> {
                    require(first >= 0 && last >= 0 && !symbol.isEmpty(), "depthUpdate needs s, U and u");
                    yield new BinanceMessage.Depth(symbol, new DepthDiff(first, last, previous, bids, asks));
                }
                case "aggTrade" -> {
                    require(trade >= 0 && time >= 0 && !symbol.isEmpty(), "aggTrade needs s, a and T");
                    yield new BinanceMessage.AggTrade(
                            symbol,
                            trade,
                            firstTrade,
                            lastTrade,
                            Decimal.parse(price),
                            Decimal.parse(size),
                            buyerIsMaker ? TakerSide.SELL : TakerSide.BUY,
                            Instant.ofEpochMilli(time));
                }
                case "bookTicker" -> bookTicker();
                case "markPriceUpdate" -> markPrice();
                case "serverShutdown" -> new BinanceMessage.Shutdown();
                case "" -> // spot's best bid and offer names no event
                    stream.endsWith("@bookTicker")
                            ? bookTicker()
                            : new BinanceMessage.Other(
                                    stream.isEmpty() ? "reply" : stream.substring(stream.indexOf('@') + 1));
                default -> new BinanceMessage.Other(event);
            };
        }

        private BinanceMessage bookTicker() throws IOException {
            require(last >= 0 && !symbol.isEmpty(), "bookTicker needs s and u");
            return new BinanceMessage.BookTicker(
                    symbol, last, PriceLevel.parse(bid, bidSize), PriceLevel.parse(ask, askSize));
        }

        /** A dated future tells an empty rate and settlement time 0. */
        private BinanceMessage markPrice() throws IOException {
            require(eventTime >= 0 && !symbol.isEmpty(), "markPriceUpdate needs s and E");
            return new BinanceMessage.MarkPrice(
                    symbol,
                    Decimal.parse(price),
                    index.isEmpty() ? null : Decimal.parse(index),
                    rate.isEmpty() ? null : Decimal.parse(rate),
                    time > 0 ? Instant.ofEpochMilli(time) : null,
                    Instant.ofEpochMilli(eventTime));
        }

        private static void require(boolean holds, String message) throws IOException {
            if (!holds) {
                throw new IOException(message);
            }
        }
    }
}
