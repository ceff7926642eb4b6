// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.coinbase;

import io.ballast.common.link.Backoff;
import io.ballast.market.book.Applied;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Line;
import io.ballast.market.venue.Resyncs;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.Trade;
import io.ballast.market.venue.VenueBoard;
import io.ballast.market.venue.VenueSession;
import io.ballast.market.venue.VenueSetup;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * One connection: every message of every channel counts on from the one before, so that one number missing means that
 * any book may be wrong: all are dropped, and the connection is made anew.
 */
final class CoinbaseSession implements VenueSession {

    private static final Logger LOG = Logger.getLogger(CoinbaseSession.class);

    private final VenueSetup setup;
    private final VenueBoard board;
    private final Line line;
    private final CoinbaseConfig config;
    private final Products products;
    private final Requests requests;
    private final Answers answers = new Answers();
    private final Resyncs resyncs;
    private final Map<Symbol, WholeBook> books = new HashMap<>();
    private long next;

    CoinbaseSession(VenueSetup setup, VenueBoard board, Line line, CoinbaseConfig config) {
        this.setup = setup;
        this.board = board;
        this.line = line;
        this.config = config;
        this.products = new Products(setup.symbols());
        this.requests = new Requests(line, config.requestInterval());
        this.resyncs = new Resyncs(
                line, new Backoff(config.resubscribeFirst(), config.resubscribeCeiling()), this::resubscribe);
        if (setup.channels().contains(Channel.BOOK)) {
            setup.symbols().forEach(symbol -> books.put(symbol, new WholeBook(board.book(symbol))));
        }
    }

    /** Without heartbeats the venue closes channels that are quiet for a minute. */
    @Override
    public void opened() {
        requests.subscribe("heartbeats", Set.of());
        setup.channels().stream().sorted().forEach(channel -> subscribe(channel, products.names()));
    }

    private void subscribe(Channel channel, Collection<String> names) {
        names.forEach(name -> products.symbols(name).forEach(symbol -> board.syncing(channel, symbol)));
        answers.expect(channel, names);
        requests.subscribe(Answers.name(channel), names);
        List<Answers.Subscription> asked = names.stream()
                .map(name -> new Answers.Subscription(channel, name))
                .toList();
        line.after(
                config.answerLimit(),
                () -> refused(
                        answers.given(asked),
                        "not confirmed within " + config.answerLimit().toSeconds() + " s"));
    }

    @Override
    public void overdue(Symbol symbol) {
        resubscribe(symbol);
    }

    private void resubscribe(Symbol symbol) {
        String product = Products.name(symbol);
        for (Symbol same : products.symbols(product)) {
            WholeBook book = books.get(same);
            if (book != null) {
                book.reset();
            }
        }
        requests.unsubscribe(Answers.name(Channel.BOOK), product);
        subscribe(Channel.BOOK, List.of(product));
    }

    @Override
    public void message(byte[] utf8) throws IOException {
        CoinbaseMessage.Frame frame = CoinbaseParser.frame(utf8);
        if (frame.sequence() >= 0 && !follows(frame.sequence())) {
            return;
        }
        switch (frame.message()) {
            case CoinbaseMessage.Books message -> message.books().forEach(levels -> book(levels, frame.sequence()));
            case CoinbaseMessage.Trades message -> message.prints().forEach(this::trade);
            case CoinbaseMessage.Subscriptions message -> answered(message);
            case CoinbaseMessage.Heartbeat heartbeat -> {}
            case CoinbaseMessage.Failure failure -> failed(failure.cause());
            case CoinbaseMessage.Other other -> line.unknown(other.channel());
        }
    }

    /** Whether this message is the next one; a number missing ends the connection, an old one is a repetition. */
    private boolean follows(long sequence) {
        if (sequence == next) {
            next++;
            return true;
        }
        if (sequence > next) {
            Applied gap = new Applied.Gap(next, sequence);
            books.forEach((symbol, book) -> {
                book.reset();
                board.settle(symbol, gap, null);
            });
            line.fail("messages lost: expected=" + next + " got=" + sequence);
        } else {
            line.unknown("message repeated");
        }
        return false;
    }

    private void book(CoinbaseMessage.Levels levels, long sequence) {
        Collection<Symbol> about = products.symbols(levels.product());
        if (about.isEmpty() || books.isEmpty()) {
            line.unknown("l2_data not asked for");
            return;
        }
        for (Symbol symbol : about) {
            WholeBook book = books.get(symbol);
            if (book == null) {
                continue;
            }
            Applied outcome = book.apply(levels);
            if (board.settle(symbol, outcome, sequence)) {
                book.reset();
                resyncs.lost(symbol);
            } else if (!levels.snapshot() && outcome instanceof Applied.Changed) {
                resyncs.well(symbol);
            }
        }
    }

    private void trade(CoinbaseMessage.Print print) {
        Collection<Symbol> about = products.symbols(print.product());
        if (about.isEmpty() || !setup.channels().contains(Channel.TRADES)) {
            line.unknown("trade not asked for");
        } else if (!print.past()) { // what is told at the beginning is the past: no part of the live tape
            about.forEach(symbol -> board.trade(new Trade(
                    setup.venue(), symbol, print.id(), print.price(), print.size(), print.side(), print.time())));
        }
    }

    private void answered(CoinbaseMessage.Subscriptions message) {
        boolean before = answers.any();
        for (Answers.Subscription each : answers.confirmed(message.products())) {
            if (each.channel() == Channel.TRADES) {
                products.symbols(each.product()).forEach(board::tradesLive);
            }
        }
        if (!before && answers.any()) {
            line.established();
        }
    }

    /** An error does not say which request it answers: whatever is confirmed stands, the rest is refused. */
    private void failed(String cause) {
        if (answers.any()) {
            refused(answers.given(), "refused: " + cause);
        } else {
            line.fail("every subscription was refused: " + cause);
        }
    }

    /** The socket stays up and silent about these: nothing else tells. */
    private void refused(List<Answers.Subscription> subscriptions, String cause) {
        for (Answers.Subscription each : subscriptions) {
            LOG.errorf(
                    "subscription refused: venue=%s channel=%s product=%s cause=%s",
                    setup.venue(), each.channel().wireName(), each.product(), cause);
            products.symbols(each.product()).forEach(symbol -> board.rejected(each.channel(), symbol, cause));
            line.after(config.resubscribeCeiling(), () -> subscribe(each.channel(), List.of(each.product())));
        }
    }
}
