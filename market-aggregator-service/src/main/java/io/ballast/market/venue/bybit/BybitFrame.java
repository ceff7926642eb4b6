// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ballast.common.money.Decimal;
import io.ballast.market.book.PriceLevel;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one frame, in whatever order they come; what its data is, its topic says. */
final class BybitFrame {

    private String topic;
    private String type = "";
    private long time = -1;
    private boolean passedOver;
    private boolean hasData;
    private String symbol = "";
    private long update = -1;
    private List<PriceLevel> bids = List.of();
    private List<PriceLevel> asks = List.of();
    private List<BybitMessage.Print> prints = List.of();
    private @Nullable String fundingRate;
    private @Nullable String markPrice;
    private @Nullable String indexPrice;
    private @Nullable String nextFundingTime;
    private String operation = "";
    private String request = "";
    private String said = "";
    private boolean success = true;

    /** @param topic as far as it is known before anything is read */
    BybitFrame(String topic) {
        this.topic = topic;
    }

    String topic() {
        return topic;
    }

    /** Whether there was data that nobody could know the meaning of yet. */
    boolean passedOver() {
        return passedOver && !topic.isEmpty();
    }

    void read(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (field) {
                case "topic" -> topic = parser.getText();
                case "type" -> type = parser.getText();
                case "ts" -> time = parser.getLongValue();
                case "data" -> data(parser);
                case "op" -> operation = parser.getText();
                case "req_id" -> request = parser.getText();
                case "ret_msg" -> said = parser.getText();
                case "success" -> success = token != JsonToken.VALUE_FALSE;
                default -> parser.skipChildren();
            }
        }
    }

    private void data(JsonParser parser) throws IOException {
        if (topic.isEmpty()) {
            passedOver = true;
            parser.skipChildren();
            return;
        }
        hasData = true;
        switch (channel()) {
            case "orderbook" -> book(parser);
            case "publicTrade" -> prints = BybitParser.prints(parser);
            case "tickers" -> ticker(parser);
            default -> parser.skipChildren();
        }
    }

    private String channel() {
        int point = topic.indexOf('.');
        return point < 0 ? topic : topic.substring(0, point);
    }

    private void book(JsonParser parser) throws IOException {
        object(parser);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "s" -> symbol = parser.getText();
                case "b" -> bids = BybitParser.levels(parser);
                case "a" -> asks = BybitParser.levels(parser);
                case "u" -> update = parser.getLongValue();
                default -> parser.skipChildren();
            }
        }
    }

    private void ticker(JsonParser parser) throws IOException {
        object(parser);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "symbol" -> symbol = parser.getText();
                case "fundingRate" -> fundingRate = BybitParser.textOrNull(parser);
                case "markPrice" -> markPrice = BybitParser.textOrNull(parser);
                case "indexPrice" -> indexPrice = BybitParser.textOrNull(parser);
                case "nextFundingTime" -> nextFundingTime = BybitParser.textOrNull(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private static void object(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new IOException("data must be an object");
        }
    }

    BybitMessage message() throws IOException {
        if (topic.isEmpty()) {
            return operation.isEmpty()
                    ? new BybitMessage.Other("no topic")
                    : new BybitMessage.Answer(operation, request, success ? null : said);
        }
        require(hasData, "a topic needs data");
        return switch (channel()) {
            case "orderbook" -> {
                require(update >= 0 && !symbol.isEmpty() && !type.isEmpty(), "a book needs type, s and u");
                yield new BybitMessage.Book(symbol, snapshot(), update, bids, asks);
            }
            case "publicTrade" -> new BybitMessage.Trades(prints);
            case "tickers" -> {
                require(!symbol.isEmpty() && time >= 0, "a ticker needs symbol and ts");
                yield new BybitMessage.Ticker(
                        symbol,
                        snapshot(),
                        decimal(markPrice),
                        decimal(indexPrice),
                        decimal(fundingRate),
                        instant(nextFundingTime),
                        Instant.ofEpochMilli(time));
            }
            default -> new BybitMessage.Other(channel());
        };
    }

    private boolean snapshot() throws IOException {
        return switch (type) {
            case "snapshot" -> true;
            case "delta" -> false;
            default -> throw new IOException("type must be snapshot or delta: " + type);
        };
    }

    private static @Nullable Decimal decimal(@Nullable String text) {
        return text == null ? null : Decimal.parse(text);
    }

    /** Zero where nothing is ever paid. */
    private static @Nullable Instant instant(@Nullable String millis) {
        return millis == null || millis.equals("0") ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static void require(boolean holds, String message) throws IOException {
        if (!holds) {
            throw new IOException(message);
        }
    }
}
