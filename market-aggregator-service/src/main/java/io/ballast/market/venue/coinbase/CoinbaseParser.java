// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.coinbase;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads frames token by token; numbers never become binary floating point. */
final class CoinbaseParser {

    private static final JsonFactory JSON = new JsonFactory();

    private CoinbaseParser() {}

    /** @throws IOException if it is no JSON object, or lacks what its channel must have */
    static CoinbaseMessage.Frame frame(byte[] utf8) throws IOException {
        String channel = "";
        String type = "";
        String cause = "";
        long sequence = -1;
        CoinbaseMessage content = null;
        boolean passedOver = false;
        try (JsonParser parser = begin(utf8)) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "channel" -> channel = parser.getText();
                    case "type" -> type = parser.getText();
                    case "message" -> cause = parser.getText();
                    case "sequence_num" -> sequence = parser.getLongValue();
                    case "events" -> {
                        passedOver = channel.isEmpty();
                        content = passedOver ? skipped(parser) : events(channel, parser);
                    }
                    default -> parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new IOException("not one whole JSON object");
            }
        }
        if (type.equals("error")) {
            return new CoinbaseMessage.Frame(sequence, new CoinbaseMessage.Failure(cause));
        }
        if (passedOver) {
            content = events(channel, utf8); // they came before the channel was known
        }
        if (sequence < 0 || content == null) {
            throw new IOException("a message needs sequence_num and events");
        }
        return new CoinbaseMessage.Frame(sequence, content);
    }

    private static JsonParser begin(byte[] utf8) throws IOException {
        JsonParser parser = JSON.createParser(utf8);
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("not a JSON object");
        }
        return parser;
    }

    private static CoinbaseMessage skipped(JsonParser parser) throws IOException {
        parser.skipChildren();
        return new CoinbaseMessage.Other("");
    }

    private static CoinbaseMessage events(String channel, byte[] utf8) throws IOException {
        try (JsonParser parser = begin(utf8)) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean events = parser.currentName().equals("events");
                parser.nextToken();
                if (events) {
                    return events(channel, parser);
                }
                parser.skipChildren();
            }
        }
        throw new IOException("a message needs events");
    }

    private static CoinbaseMessage events(String channel, JsonParser parser) throws IOException {
        return switch (channel) {
            case "l2_data" -> new CoinbaseMessage.Books(each(parser, CoinbaseParser::levels));
            case "market_trades" -> {
                List<CoinbaseMessage.Print> prints = new ArrayList<>();
                for (List<CoinbaseMessage.Print> of : each(parser, PrintReader::trades)) {
                    prints.addAll(of);
                }
                yield new CoinbaseMessage.Trades(prints);
            }
            case "subscriptions" -> {
                Map<String, Set<String>> products = new HashMap<>();
                each(parser, CoinbaseParser::subscriptions).forEach(products::putAll);
                yield new CoinbaseMessage.Subscriptions(products);
            }
            case "heartbeats" -> {
                parser.skipChildren();
                yield new CoinbaseMessage.Heartbeat();
            }
            default -> {
                parser.skipChildren();
                yield new CoinbaseMessage.Other(channel);
            }
        };
    }

    /** Reads one value; the parser stands on its first token. */
    interface Reader<T> {
        T read(JsonParser parser) throws IOException;
    }

    static <T> List<T> each(JsonParser parser, Reader<T> element) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("not an array");
        }
        List<T> all = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            all.add(element.read(parser));
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw new IOException("an array of something else than objects");
        }
        return all;
    }

    private static CoinbaseMessage.Levels levels(JsonParser parser) throws IOException {
        String type = "";
        String product = "";
        List<CoinbaseMessage.Change> changes = List.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "type" -> type = parser.getText();
                case "product_id" -> product = parser.getText();
                case "updates" -> changes = each(parser, CoinbaseParser::change);
                default -> parser.skipChildren();
            }
        }
        return new CoinbaseMessage.Levels(product, snapshot(type), changes);
    }

    static boolean snapshot(String type) throws IOException {
        return switch (type) {
            case "snapshot" -> true;
            case "update" -> false;
            default -> throw new IOException("type must be snapshot or update: " + type);
        };
    }

    private static CoinbaseMessage.Change change(JsonParser parser) throws IOException {
        String side = "";
        String price = "";
        String size = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "side" -> side = parser.getText();
                case "price_level" -> price = parser.getText();
                case "new_quantity" -> size = parser.getText();
                default -> parser.skipChildren();
            }
        }
        Side of =
                switch (side) {
                    case "bid" -> Side.BID;
                    case "offer" -> Side.ASK;
                    default -> throw new IOException("side must be bid or offer: " + side);
                };
        return new CoinbaseMessage.Change(of, PriceLevel.parse(price, size));
    }

    private static Map<String, Set<String>> subscriptions(JsonParser parser) throws IOException {
        Map<String, Set<String>> channels = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean listed = parser.currentName().equals("subscriptions");
            if (parser.nextToken() != JsonToken.START_OBJECT || !listed) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                channels.put(parser.currentName(), texts(parser));
            }
        }
        return channels;
    }

    private static Set<String> texts(JsonParser parser) throws IOException {
        Set<String> texts = new HashSet<>();
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw new IOException("products must be an array");
        }
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(parser.getText());
        }
        return texts;
    }
}
