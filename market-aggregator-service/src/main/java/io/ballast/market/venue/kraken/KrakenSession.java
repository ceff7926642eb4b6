// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.kraken;

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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** One connection: subscribes, checks every answer, and subscribes a symbol anew when its checksum fails. */
final class KrakenSession implements VenueSession {

    private static final Logger LOG = Logger.getLogger(KrakenSession.class);

    private final VenueSetup setup;
    private final VenueBoard board;
    private final Line line;
    private final KrakenConfig config;
    private final Subscriptions subscriptions;
    private final Resyncs resyncs;
    private final Map<String, Symbol> symbols;
    private final Map<Symbol, ChecksummedBook> books = new HashMap<>();
    private boolean accepted;

    KrakenSession(VenueSetup setup, VenueBoard board, Line line, KrakenConfig config) {
        this.setup = setup;
        this.board = board;
        this.line = line;
        this.config = config;
        this.subscriptions = new Subscriptions(setup.depth());
        Backoff backoff = new Backoff(config.resubscribeFirst(), config.resubscribeCeiling());
        this.resyncs = new Resyncs(line, backoff, this::resubscribe);
        this.symbols = setup.symbols().stream().collect(Collectors.toMap(Subscriptions::name, Function.identity()));
        if (setup.channels().contains(Channel.BOOK)) {
            setup.symbols().forEach(symbol -> books.put(symbol, new ChecksummedBook(board.book(symbol))));
        }
    }

    @Override
    public void opened() {
        setup.channels().stream().sorted().forEach(channel -> subscribe(channel, setup.symbols()));
    }

    private void subscribe(Channel channel, List<Symbol> wanted) {
        wanted.forEach(symbol -> board.syncing(channel, symbol));
        line.send(subscriptions.subscribe(channel, wanted));
    }

    @Override
    public void overdue(Symbol symbol) {
        resubscribe(symbol);
    }

    @Override
    public void message(byte[] utf8) throws IOException {
        switch (KrakenParser.message(utf8)) {
            case KrakenMessage.Books message -> message.books().forEach(levels -> book(levels, message.snapshot()));
            case KrakenMessage.Trades message -> {
                if (!message.snapshot()) { // a snapshot is the past: no part of the live tape
                    message.prints().forEach(this::trade);
                }
            }
            case KrakenMessage.Reply reply -> reply(reply);
            case KrakenMessage.Status status ->
                LOG.infof("venue status: venue=%s system=%s", setup.venue(), status.system());
            case KrakenMessage.Heartbeat heartbeat -> {}
            case KrakenMessage.Other other -> line.unknown(other.kind());
        }
    }

    private void book(KrakenMessage.Levels levels, boolean snapshot) {
        Symbol symbol = symbols.get(levels.symbol());
        ChecksummedBook book = symbol == null ? null : books.get(symbol);
        if (symbol == null || book == null) {
            line.unknown("book not asked for");
            return;
        }
        established();
        Applied outcome = snapshot ? book.snapshot(levels) : book.update(levels);
        if (board.settle(symbol, outcome, null)) {
            resyncs.lost(symbol);
        } else if (!snapshot && outcome instanceof Applied.Changed) {
            resyncs.well(symbol);
        }
    }

    private void resubscribe(Symbol symbol) {
        ChecksummedBook book = books.get(symbol);
        if (book != null) {
            book.reset();
            line.send(subscriptions.unsubscribe(Channel.BOOK, symbol));
            subscribe(Channel.BOOK, List.of(symbol));
        }
    }

    private void trade(KrakenMessage.Print print) {
        Symbol symbol = symbols.get(print.symbol());
        if (symbol == null || !setup.channels().contains(Channel.TRADES)) {
            line.unknown("trade not asked for");
            return;
        }
        established();
        board.trade(
                new Trade(setup.venue(), symbol, print.id(), print.price(), print.size(), print.side(), print.time()));
    }

    private void reply(KrakenMessage.Reply reply) {
        if (!reply.method().equals("subscribe")) {
            return; // of an unsubscription, or of a ping
        }
        List<Subscriptions.Answered> answered = subscriptions.answered(reply);
        Optional<String> error = Optional.ofNullable(reply.error());
        for (Subscriptions.Answered each : answered) {
            error.ifPresentOrElse(cause -> refused(each, cause), () -> accepted(each));
        }
        if (!accepted && subscriptions.allAnswered()) {
            line.fail("every subscription was refused: " + reply.error());
        }
    }

    private void accepted(Subscriptions.Answered subscription) {
        established();
        if (subscription.channel() == Channel.TRADES) {
            board.tradesLive(subscription.symbol());
        }
    }

    /** The socket stays up and silent about this symbol: only the answer tells. */
    private void refused(Subscriptions.Answered subscription, String cause) {
        Channel channel = subscription.channel();
        LOG.errorf(
                "subscription refused: venue=%s channel=%s symbol=%s cause=%s",
                setup.venue(), channel.wireName(), subscription.symbol(), cause);
        board.rejected(channel, subscription.symbol(), "refused: " + cause);
        Duration wait = config.resubscribeCeiling();
        line.after(wait, () -> subscribe(channel, List.of(subscription.symbol())));
    }

    private void established() {
        if (!accepted) {
            accepted = true;
            line.established();
        }
    }
}
