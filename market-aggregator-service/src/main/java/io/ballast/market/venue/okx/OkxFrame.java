// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.okx;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The fields of one frame, in whatever order they come; what its data is, its argument says. */
final class OkxFrame {

    private String channel;
    private String instrument = "";
    private String action = "";
    private String event = "";
    private String code = "";
    private String text = "";
    private String request = "";
    private boolean passedOver;
    private boolean hasData;
    private final List<OkxMessage.Levels> books = new ArrayList<>();
    private final List<OkxMessage.Print> prints = new ArrayList<>();
    private final List<OkxMessage> others = new ArrayList<>();

    /** @param channel as far as it is known before anything is read */
    OkxFrame(String channel) {
        this.channel = channel;
    }

    String channel() {
        return channel;
    }

    /** Whether there was data that nobody could know the meaning of yet. */
    boolean passedOver() {
        return passedOver && !channel.isEmpty();
    }

    void read(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (field) {
                case "arg" -> argument(parser, token);
                case "action" -> action = parser.getText();
                case "data" -> data(parser);
                case "event" -> event = parser.getText();
                case "code" -> code = parser.getText();
                case "msg" -> text = parser.getText();
                case "id" -> request = parser.getText();
                default -> parser.skipChildren();
            }
        }
    }

    private void argument(JsonParser parser, JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            throw new IOException("arg must be an object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "channel" -> channel = parser.getText();
                case "instId" -> instrument = parser.getText();
                default -> parser.skipChildren();
            }
        }
    }

    private void data(JsonParser parser) throws IOException {
        if (channel.isEmpty()) {
            passedOver = true;
            parser.skipChildren();
            return;
        }
        hasData = true;
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("data must be an array");
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            switch (channel) {
                case Topic.BOOKS, Topic.BOOKS_5, Topic.BEST -> books.add(OkxParser.levels(parser));
                case Topic.TRADES -> prints.add(OkxParser.print(parser));
                case Topic.MARK_PRICE -> others.add(OkxParser.markPrice(parser));
                case Topic.FUNDING_RATE -> others.add(OkxParser.fundingRate(parser));
                default -> parser.skipChildren();
            }
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw new IOException("data must be an array of objects");
        }
    }

    OkxMessage message() throws IOException {
        if (!event.isEmpty()) {
            return switch (event) {
                case "subscribe", "unsubscribe" -> new OkxMessage.Done(event, channel, instrument);
                case "error" -> new OkxMessage.Refused(request, code, text);
                case "notice" -> new OkxMessage.Notice(code);
                default -> new OkxMessage.Other(event);
            };
        }
        if (channel.isEmpty()) {
            return new OkxMessage.Other("no channel");
        }
        if (!hasData || instrument.isEmpty()) {
            throw new IOException("a channel needs instId and data");
        }
        return switch (channel) {
            case Topic.BOOKS -> new OkxMessage.Books(instrument, snapshot(), books);
            case Topic.BOOKS_5, Topic.BEST -> new OkxMessage.Books(instrument, true, books);
            case Topic.TRADES -> new OkxMessage.Trades(prints);
            case Topic.MARK_PRICE, Topic.FUNDING_RATE ->
                others.isEmpty() ? new OkxMessage.Other("empty " + channel) : others.getLast();
            default -> new OkxMessage.Other(channel);
        };
    }

    private boolean snapshot() throws IOException {
        return switch (action) {
            case "snapshot" -> true;
            case "update" -> false;
            default -> throw new IOException("action must be snapshot or update: " + action);
        };
    }
}
