// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

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
import org.jspecify.annotations.Nullable;

/** Reads frames token by token, in one go where the topic comes before the data; {@code seq} and ids are not read. */
final class BybitParser {

    private static final JsonFactory JSON = new JsonFactory();

    private BybitParser() {}

    /** @throws IOException if it is no JSON object, or lacks what its kind must have */
    static BybitMessage message(byte[] utf8) throws IOException {
        BybitFrame frame = new BybitFrame("");
        read(utf8, frame);
        if (frame.passedOver()) { // the data came before the topic
            frame = new BybitFrame(frame.topic());
            read(utf8, frame);
        }
        return frame.message();
    }

    private static void read(byte[] utf8, BybitFrame frame) throws IOException {
        try (JsonParser parser = JSON.createParser(utf8)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            frame.read(parser);
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new IOException("not one JSON object");
            }
        }
    }

    /** {@code [["price","size"],...]}; the parser stands on its start before and on its end after. */
    static List<PriceLevel> levels(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("levels must be an array");
        }
        List<PriceLevel> levels = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            String price = parser.nextTextValue();
            String size = parser.nextTextValue();
            if (price == null || size == null || parser.nextToken() != JsonToken.END_ARRAY) {
                throw new IOException("a level must be price and size as text");
            }
            levels.add(PriceLevel.parse(price, size));
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw new IOException("a level must be an array");
        }
        return levels;
    }

    static List<BybitMessage.Print> prints(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("trades must be an array");
        }
        List<BybitMessage.Print> prints = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            prints.add(print(parser));
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw new IOException("a trade must be an object");
        }
        return prints;
    }

    private static BybitMessage.Print print(JsonParser parser) throws IOException {
        String symbol = "";
        String id = "";
        String price = "";
        String size = "";
        String side = "";
        long time = -1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "s" -> symbol = parser.getText();
                case "i" -> id = parser.getText();
                case "p" -> price = parser.getText();
                case "v" -> size = parser.getText();
                case "S" -> side = parser.getText();
                case "T" -> time = parser.getLongValue();
                default -> parser.skipChildren();
            }
        }
        if (symbol.isEmpty() || id.isEmpty() || time < 0) {
            throw new IOException("a trade needs s, i and T");
        }
        return new BybitMessage.Print(
                symbol, id, Decimal.parse(price), Decimal.parse(size), side(side), Instant.ofEpochMilli(time));
    }

    private static TakerSide side(String text) throws IOException {
        return switch (text) {
            case "Buy" -> TakerSide.BUY;
            case "Sell" -> TakerSide.SELL;
            default -> throw new IOException("S must be Buy or Sell: " + text);
        };
    }

    /** A ticker's text; dated contracts have empty ones. */
    static @Nullable String textOrNull(JsonParser parser) throws IOException {
        String text = parser.getText();
        return text == null || text.isEmpty() ? null : text;
    }
}
