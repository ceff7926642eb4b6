// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.pebble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.link.Backoff;
import io.ballast.market.book.Applied;
import io.ballast.market.book.OrderBook;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.Side;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Line;
import io.ballast.market.venue.Resyncs;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueBoard;
import io.ballast.market.venue.VenueSession;
import io.ballast.market.venue.VenueSetup;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Asks for every book and follows the numbers of its updates. */
class PebbleSession implements VenueSession {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    private final VenueSetup setup;
    private final VenueBoard board;
    private final Line line;
    private final Resyncs resyncs;
    private final Map<Symbol, Long> last = new HashMap<>();

    PebbleSession(VenueSetup setup, VenueBoard board, Line line) {
        this.setup = setup;
        this.board = board;
        this.line = line;
        this.resyncs = new Resyncs(line, BACKOFF, this::subscribe);
    }

    @Override
    public void opened() {
        setup.symbols().forEach(this::subscribe);
    }

    private void subscribe(Symbol symbol) {
        last.remove(symbol); // nothing is believed before the snapshot
        board.syncing(Channel.BOOK, symbol);
        line.send("{\"subscribe\":\"" + symbol + "\"}");
    }

    @Override
    public void message(byte[] utf8) throws IOException {
        JsonNode message = JSON.readTree(utf8);
        switch (message.path("type").asText()) {
            case "snapshot", "update" -> book(message);
            case "subscribed" -> line.established();
            case "refused" ->
                board.rejected(
                        Channel.BOOK, symbol(message), message.path("why").asText());
            case "heartbeat" -> {}
            default -> line.unknown(message.path("type").asText());
        }
    }

    private void book(JsonNode message) {
        Symbol symbol = symbol(message);
        long number = message.path("number").asLong();
        Applied outcome = apply(symbol, number, message);
        if (board.settle(symbol, outcome, number)) {
            resyncs.lost(symbol); // the board has emptied, withdrawn and announced it already
        } else if (message.path("type").asText().equals("update")) {
            resyncs.well(symbol);
        }
    }

    private Applied apply(Symbol symbol, long number, JsonNode message) {
        OrderBook book = board.book(symbol);
        Long before = last.get(symbol);
        if (message.path("type").asText().equals("snapshot")) {
            book.clear();
        } else if (before == null) {
            return new Applied.Waiting();
        } else if (number <= before) {
            return new Applied.Duplicate();
        } else if (number > before + 1) {
            return new Applied.Gap(before + 1, number);
        }
        last.put(symbol, number);
        levels(book, Side.BID, message.path("bids"));
        levels(book, Side.ASK, message.path("asks"));
        book.truncate();
        return book.top().crossed() || book.top().locked() ? new Applied.Crossed() : new Applied.Changed();
    }

    private static void levels(OrderBook book, Side side, JsonNode levels) {
        for (JsonNode level : levels) { // texts, never numbers: a double would change digits
            book.apply(
                    side,
                    PriceLevel.parse(level.path(0).textValue(), level.path(1).textValue()));
        }
    }

    private static Symbol symbol(JsonNode message) {
        return Symbol.of(message.path("symbol").asText());
    }

    @Override
    public void overdue(Symbol symbol) {
        subscribe(symbol);
    }
}
