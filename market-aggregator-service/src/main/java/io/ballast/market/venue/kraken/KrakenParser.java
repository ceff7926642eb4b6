// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.kraken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ballast.common.money.Decimal;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.venue.TakerSide;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames token by token. Prices and quantities are JSON numbers whose trailing zeros count towards the checksum,
 * so their text is taken, never a value; {@code connection_id} exceeds a long and is not read at all.
 */
final class KrakenParser {

    private static final JsonFactory JSON = new JsonFactory();

    private KrakenParser() {}

    /** @throws IOException if it is no JSON object, or lacks what its kind must have */
    static KrakenMessage message(byte[] utf8) throws IOException {
        Head head = head(utf8);
        if (!head.method().isEmpty()) {
            return reply(utf8, head.method());
        }
        boolean snapshot = head.type().equals("snapshot");
        return switch (head.channel()) {
            case "book" -> new KrakenMessage.Books(snapshot, data(utf8, KrakenParser::levels));
            case "trade" -> new KrakenMessage.Trades(snapshot, data(utf8, KrakenParser::print));
            case "heartbeat" -> new KrakenMessage.Heartbeat();
            case "status" ->
                new KrakenMessage.Status(
                        data(utf8, KrakenParser::system).stream().findFirst().orElse("unknown"));
            default -> new KrakenMessage.Other(head.channel().isEmpty() ? "no channel" : head.channel());
        };
    }

    /** What kind of message it is. These fields come first, so little is read twice. */
    private record Head(String channel, String type, String method) {}

    private static Head head(byte[] utf8) throws IOException {
        try (JsonParser parser = open(utf8)) {
            String channel = "";
            String type = "";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "channel" -> channel = parser.getText();
                    case "type" -> type = parser.getText();
                    case "method" -> {
                        return new Head("", "", parser.getText());
                    }
                    default -> parser.skipChildren();
                }
                if (!channel.isEmpty() && !type.isEmpty()) {
                    break;
                }
            }
            return new Head(channel, type, "");
        }
    }

    private static JsonParser open(byte[] utf8) throws IOException {
        JsonParser parser = JSON.createParser(utf8);
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("not a JSON object");
        }
        return parser;
    }

    /** Reads one object; the parser stands on its start before and on its end after. */
    private interface Reader<T> {
        T read(JsonParser parser) throws IOException;
    }

    private static <T> List<T> data(byte[] utf8, Reader<T> reader) throws IOException {
        List<T> all = new ArrayList<>();
        try (JsonParser parser = open(utf8)) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals("data")) {
                    objects(parser, reader, all);
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new IOException("not one JSON object");
            }
        }
        return all;
    }

    private static <T> void objects(JsonParser parser, Reader<T> reader, List<T> into) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("an array is needed");
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            into.add(reader.read(parser));
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw new IOException("an array of objects is needed");
        }
    }

    private static KrakenMessage.Levels levels(JsonParser parser) throws IOException {
        String symbol = "";
        List<PriceLevel> bids = new ArrayList<>();
        List<PriceLevel> asks = new ArrayList<>();
        long checksum = -1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "symbol" -> symbol = parser.getText();
                case "bids" -> objects(parser, KrakenParser::level, bids);
                case "asks" -> objects(parser, KrakenParser::level, asks);
                case "checksum" -> checksum = parser.getLongValue();
                default -> parser.skipChildren();
            }
        }
        if (symbol.isEmpty() || checksum < 0) {
            throw new IOException("a book needs symbol and checksum");
        }
        return new KrakenMessage.Levels(symbol, bids, asks, checksum);
    }

    private static PriceLevel level(JsonParser parser) throws IOException {
        String price = "";
        String size = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "price" -> price = parser.getText();
                case "qty" -> size = parser.getText();
                default -> parser.skipChildren();
            }
        }
        return PriceLevel.parse(price, size);
    }

    private static KrakenMessage.Print print(JsonParser parser) throws IOException {
        String symbol = "";
        String price = "";
        String size = "";
        String side = "";
        String time = "";
        long id = -1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "symbol" -> symbol = parser.getText();
                case "price" -> price = parser.getText();
                case "qty" -> size = parser.getText();
                case "side" -> side = parser.getText();
                case "timestamp" -> time = parser.getText();
                case "trade_id" -> id = parser.getLongValue();
                default -> parser.skipChildren();
            }
        }
        if (symbol.isEmpty() || id < 0) {
            throw new IOException("a trade needs symbol and trade_id");
        }
        return new KrakenMessage.Print(
                symbol, id, Decimal.parse(price), Decimal.parse(size), side(side), instant(time));
    }

    private static TakerSide side(String text) throws IOException {
        return switch (text) {
            case "buy" -> TakerSide.BUY;
            case "sell" -> TakerSide.SELL;
            default -> throw new IOException("side must be buy or sell: " + text);
        };
    }

    private static Instant instant(String text) throws IOException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IOException("timestamp is no RFC 3339 instant: " + text, e);
        }
    }

    private static String system(JsonParser parser) throws IOException {
        String system = "unknown";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals("system")) {
                system = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        return system;
    }

    private static KrakenMessage reply(byte[] utf8, String method) throws IOException {
        long request = -1;
        boolean success = true;
        String error = null;
        Subject subject = new Subject(null, null);
        try (JsonParser parser = open(utf8)) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken token = parser.nextToken();
                switch (field) {
                    case "req_id" -> request = parser.getLongValue();
                    case "success" -> success = token != JsonToken.VALUE_FALSE;
                    case "error" -> error = token == JsonToken.VALUE_STRING ? parser.getText() : null;
                    case "symbol" -> subject = new Subject(subject.channel(), parser.getText());
                    case "result" -> subject = token == JsonToken.START_OBJECT ? subject(parser) : subject;
                    default -> parser.skipChildren();
                }
            }
        }
        String cause = success ? null : error == null ? "no reason given" : error;
        return new KrakenMessage.Reply(method, request, subject.channel(), subject.symbol(), cause);
    }

    private record Subject(@Nullable String channel, @Nullable String symbol) {}

    private static Subject subject(JsonParser parser) throws IOException {
        String channel = null;
        String symbol = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "channel" -> channel = parser.getText();
                case "symbol" -> symbol = parser.getText();
                default -> parser.skipChildren();
            }
        }
        return new Subject(channel, symbol);
    }
}
