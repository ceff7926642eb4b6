// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.okx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ballast.common.money.Decimal;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.venue.TakerSide;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads frames token by token, in one go where the argument comes before the data. */
final class OkxParser {

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] PONG = "pong".getBytes(StandardCharsets.US_ASCII);

    private OkxParser() {}

    /** @throws IOException if it is neither {@code pong} nor a JSON object, or lacks what its kind must have */
    static OkxMessage message(byte[] utf8) throws IOException {
        if (Arrays.equals(utf8, PONG)) {
            return new OkxMessage.Pong();
        }
        OkxFrame frame = new OkxFrame("");
        read(utf8, frame);
        if (frame.passedOver()) { // the data came before the argument
            frame = new OkxFrame(frame.channel());
            read(utf8, frame);
        }
        return frame.message();
    }

    private static void read(byte[] utf8, OkxFrame frame) throws IOException {
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

    static OkxMessage.Levels levels(JsonParser parser) throws IOException {
        List<PriceLevel> bids = null;
        List<PriceLevel> asks = null;
        long checksum = 0;
        Long previous = null;
        Long sequence = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "bids" -> bids = side(parser);
                case "asks" -> asks = side(parser);
                case "checksum" -> checksum = parser.getLongValue();
                case "prevSeqId" -> previous = parser.getLongValue();
                case "seqId" -> sequence = parser.getLongValue();
                default -> parser.skipChildren();
            }
        }
        if (bids == null || asks == null || checksum != (int) checksum) {
            throw new IOException("a book needs bids, asks and a checksum of 32 bits, if any");
        }
        return new OkxMessage.Levels(bids, asks, (int) checksum, previous, sequence);
    }

    /** {@code [["price","size","0","orders"],...]}; what follows the size is passed over. */
    private static List<PriceLevel> side(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("levels must be an array");
        }
        List<PriceLevel> levels = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            String price = parser.nextTextValue();
            String size = parser.nextTextValue();
            if (price == null || size == null) {
                throw new IOException("a level must begin with price and size as text");
            }
            levels.add(PriceLevel.parse(price, size));
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == null) {
                    throw new IOException("a level does not end");
                }
                parser.skipChildren();
            }
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw new IOException("a level must be an array");
        }
        return levels;
    }

    static OkxMessage.Print print(JsonParser parser) throws IOException {
        String instrument = "";
        String price = "";
        String size = "";
        String side = "";
        long id = -1;
        long count = 1;
        long time = -1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "instId" -> instrument = parser.getText();
                case "tradeId" -> id = Long.parseLong(parser.getText());
                case "px" -> price = parser.getText();
                case "sz" -> size = parser.getText();
                case "side" -> side = parser.getText();
                case "ts" -> time = Long.parseLong(parser.getText());
                case "count" -> count = Long.parseLong(parser.getText());
                default -> parser.skipChildren();
            }
        }
        if (instrument.isEmpty() || id < 0 || time < 0 || count < 1) {
            throw new IOException("a trade needs instId, tradeId and ts");
        }
        return new OkxMessage.Print(
                instrument,
                id - count + 1,
                id,
                Decimal.parse(price),
                Decimal.parse(size),
                taker(side),
                Instant.ofEpochMilli(time));
    }

    private static TakerSide taker(String side) throws IOException {
        return switch (side) {
            case "buy" -> TakerSide.BUY;
            case "sell" -> TakerSide.SELL;
            default -> throw new IOException("side must be buy or sell: " + side);
        };
    }

    static OkxMessage.MarkPrice markPrice(JsonParser parser) throws IOException {
        Texts texts = Texts.read(parser);
        return new OkxMessage.MarkPrice(texts.instrument(), Decimal.parse(texts.of("markPx")), texts.instant("ts"));
    }

    static OkxMessage.FundingRate fundingRate(JsonParser parser) throws IOException {
        Texts texts = Texts.read(parser);
        return new OkxMessage.FundingRate(
                texts.instrument(), Decimal.parse(texts.of("fundingRate")), texts.instant("fundingTime"));
    }
}
