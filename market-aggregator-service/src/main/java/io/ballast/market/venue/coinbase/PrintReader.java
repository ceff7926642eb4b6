// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.coinbase;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ballast.common.money.Decimal;
import io.ballast.market.venue.TakerSide;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads the trades of a {@code market_trades} event. */
final class PrintReader {

    private PrintReader() {}

    /** The venue lists the newest first. */
    static List<CoinbaseMessage.Print> trades(JsonParser parser) throws IOException {
        String type = "";
        List<CoinbaseMessage.Print> prints = List.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "type" -> type = parser.getText();
                case "trades" -> prints = CoinbaseParser.each(parser, PrintReader::trade);
                default -> parser.skipChildren();
            }
        }
        boolean past = CoinbaseParser.snapshot(type);
        List<CoinbaseMessage.Print> ordered = new ArrayList<>(prints.size());
        for (CoinbaseMessage.Print print : prints) {
            ordered.add(new CoinbaseMessage.Print(
                    print.product(), past, print.id(), print.price(), print.size(), print.side(), print.time()));
        }
        Collections.reverse(ordered);
        return ordered;
    }

    private static CoinbaseMessage.Print trade(JsonParser parser) throws IOException {
        String product = "";
        String id = "";
        String price = "";
        String size = "";
        String side = "";
        String time = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "product_id" -> product = parser.getText();
                case "trade_id" -> id = parser.getText();
                case "price" -> price = parser.getText();
                case "size" -> size = parser.getText();
                case "side" -> side = parser.getText();
                case "time" -> time = parser.getText();
                default -> parser.skipChildren();
            }
        }
        return new CoinbaseMessage.Print(
                product,
                false,
                Long.parseLong(id),
                Decimal.parse(price),
                Decimal.parse(size),
                taker(side),
                instant(time));
    }

    /** The venue tells the side of the maker, who was met. */
    private static TakerSide taker(String maker) throws IOException {
        return switch (maker) {
            case "BUY" -> TakerSide.SELL;
            case "SELL" -> TakerSide.BUY;
            default -> throw new IOException("side must be BUY or SELL: " + maker);
        };
    }

    private static Instant instant(String text) throws IOException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IOException("time is no RFC 3339 instant: " + text, e);
        }
    }
}
