// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

import io.ballast.common.link.Backoff;
import io.ballast.market.book.Applied;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Funding;
import io.ballast.market.venue.Line;
import io.ballast.market.venue.Resyncs;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.Trade;
import io.ballast.market.venue.VenueBoard;
import io.ballast.market.venue.VenueSession;
import io.ballast.market.venue.VenueSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection: subscribes, pings, and subscribes a symbol's book anew when one of its changes is missing. */
final class BybitSession implements VenueSession {

    private final VenueSetup setup;
    private final VenueBoard board;
    private final Line line;
    private final BybitConfig config;
    private final Subscriptions subscriptions;
    private final Resyncs resyncs;
    private final List<Topic> topics = new ArrayList<>();
    private final Map<String, Instrument> instruments = new HashMap<>();

    /** One symbol of the configuration, with what is known of it on this connection. */
    private static final class Instrument {

        private final Symbol symbol;
        private final Map<Channel, Topic> topics = new HashMap<>();
        private @Nullable NumberedBook book;
        private BybitMessage.@Nullable Ticker ticker;

        Instrument(Symbol symbol) {
            this.symbol = symbol;
        }
    }

    BybitSession(Segment segment, VenueSetup setup, VenueBoard board, Line line, BybitConfig config) {
        this.setup = setup;
        this.board = board;
        this.line = line;
        this.config = config;
        this.subscriptions = new Subscriptions(board, line, config);
        Backoff backoff = new Backoff(config.resubscribeFirst(), config.resubscribeCeiling());
        this.resyncs = new Resyncs(line, backoff, this::resubscribe);
        setup.symbols().forEach(symbol -> instrument(symbol, segment.name(symbol)));
    }

    private void instrument(Symbol symbol, String name) {
        Instrument instrument = new Instrument(symbol);
        setup.channels().stream()
                .sorted()
                .filter(channel -> has(symbol, channel))
                .forEach(channel -> {
                    Topic topic = Topic.of(channel, symbol, name, setup.depth());
                    instrument.topics.put(channel, topic);
                    topics.add(topic);
                });
        if (setup.channels().contains(Channel.BOOK)) {
            instrument.book = new NumberedBook(board.book(symbol));
        }
        instruments.put(name, instrument);
    }

    /** Only perpetuals pay funding. */
    private static boolean has(Symbol symbol, Channel channel) {
        return channel != Channel.FUNDING || symbol.perpetual();
    }

    @Override
    public void opened() {
        subscriptions.subscribe(topics);
        line.after(config.pingInterval(), this::ping);
    }

    private void ping() {
        line.send(Requests.ping());
        line.after(config.pingInterval(), this::ping);
    }

    @Override
    public void overdue(Symbol symbol) {
        resubscribe(symbol);
    }

    @Override
    public void message(byte[] utf8) throws IOException {
        switch (BybitParser.message(utf8)) {
            case BybitMessage.Book book -> book(book);
            case BybitMessage.Trades trades -> trades.prints().forEach(this::trade);
            case BybitMessage.Ticker ticker -> ticker(ticker);
            case BybitMessage.Answer answer -> subscriptions.answered(answer);
            case BybitMessage.Other other -> line.unknown(other.kind());
        }
    }

    private void book(BybitMessage.Book message) {
        Instrument instrument = heard(Channel.BOOK, message.symbol());
        if (instrument == null || instrument.book == null) {
            return;
        }
        Applied outcome = instrument.book.apply(message);
        if (board.settle(instrument.symbol, outcome, instrument.book.last())) {
            resyncs.lost(instrument.symbol);
        } else if (!message.snapshot() && outcome instanceof Applied.Changed) {
            resyncs.well(instrument.symbol);
        }
    }

    private void resubscribe(Symbol symbol) {
        for (Instrument instrument : instruments.values()) {
            Topic topic = instrument.topics.get(Channel.BOOK);
            if (instrument.symbol.equals(symbol) && instrument.book != null && topic != null) {
                instrument.book.reset();
                subscriptions.again(topic);
            }
        }
    }

    private void trade(BybitMessage.Print print) {
        Instrument instrument = heard(Channel.TRADES, print.symbol());
        if (instrument != null) {
            board.trade(new Trade(
                    setup.venue(),
                    instrument.symbol,
                    new Trade.Id.Name(print.id()),
                    print.price(),
                    print.size(),
                    print.side(),
                    print.time()));
        }
    }

    private void ticker(BybitMessage.Ticker message) {
        Instrument instrument = heard(Channel.FUNDING, message.symbol());
        if (instrument == null) {
            return;
        }
        BybitMessage.Ticker before = instrument.ticker;
        BybitMessage.Ticker now = message.snapshot() || before == null ? message : message.over(before);
        instrument.ticker = now;
        if (now.markPrice() != null) {
            board.funding(new Funding(
                    setup.venue(),
                    instrument.symbol,
                    now.markPrice(),
                    now.indexPrice(),
                    now.fundingRate(),
                    now.nextFundingTime(),
                    now.time()));
        }
    }

    /** Whose data it is; null, and counted, if nobody asked for it. */
    private @Nullable Instrument heard(Channel channel, String name) {
        Instrument instrument = instruments.get(name);
        Topic topic = instrument == null ? null : instrument.topics.get(channel);
        if (topic == null) {
            line.unknown(channel.wireName() + " not asked for");
            return null;
        }
        subscriptions.heard(topic);
        return instrument;
    }
}
