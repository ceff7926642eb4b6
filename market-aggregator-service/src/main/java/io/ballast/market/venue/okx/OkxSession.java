// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.okx;

import io.ballast.common.link.Backoff;
import io.ballast.common.money.Decimal;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection: subscribes, pings when nothing comes, and subscribes a symbol's book anew when it is lost. */
final class OkxSession implements VenueSession {

    /** The venue is about to be upgraded and closes this connection soon. */
    private static final String UPGRADE = "64008";

    private final VenueSetup setup;
    private final VenueBoard board;
    private final Line line;
    private final OkxConfig config;
    private final Subscriptions subscriptions;
    private final Resyncs resyncs;
    private final List<Topic> topics = new ArrayList<>();
    private final Map<String, Instrument> instruments = new HashMap<>();
    private boolean quiet;

    /** One symbol of the configuration, with what is known of it on this connection. */
    private static final class Instrument {

        private final Symbol symbol;
        private final List<Topic> topics = new ArrayList<>();
        private @Nullable ChainedBook book;
        private @Nullable Decimal rate;
        private @Nullable Instant settlesAt;

        Instrument(Symbol symbol) {
            this.symbol = symbol;
        }

        @Nullable
        Topic topic(String channel) {
            for (Topic topic : topics) {
                if (topic.name().equals(channel)) {
                    return topic;
                }
            }
            return null;
        }
    }

    OkxSession(VenueSetup setup, VenueBoard board, Line line, OkxConfig config) {
        this.setup = setup;
        this.board = board;
        this.line = line;
        this.config = config;
        this.subscriptions = new Subscriptions(board, line, config);
        Backoff backoff = new Backoff(config.resubscribeFirst(), config.resubscribeCeiling());
        this.resyncs = new Resyncs(line, backoff, this::resubscribe);
        setup.symbols().forEach(this::instrument);
    }

    private void instrument(Symbol symbol) {
        Instrument instrument = new Instrument(symbol);
        setup.channels().stream()
                .sorted()
                .forEach(channel -> instrument.topics.addAll(Topic.of(channel, symbol, setup.depth())));
        topics.addAll(instrument.topics);
        if (setup.channels().contains(Channel.BOOK)) {
            instrument.book = new ChainedBook(board.book(symbol));
        }
        instruments.put(Topic.instrument(symbol), instrument);
    }

    @Override
    public void opened() {
        subscriptions.subscribe(topics);
        line.after(config.pingInterval(), this::pingIfQuiet);
    }

    private void pingIfQuiet() {
        if (quiet) {
            line.send("ping");
        }
        quiet = true;
        line.after(config.pingInterval(), this::pingIfQuiet);
    }

    @Override
    public void overdue(Symbol symbol) {
        resubscribe(symbol);
    }

    @Override
    public void message(byte[] utf8) throws IOException {
        quiet = false;
        switch (OkxParser.message(utf8)) {
            case OkxMessage.Books message -> books(message);
            case OkxMessage.Trades trades -> trades.prints().forEach(this::trade);
            case OkxMessage.MarkPrice price -> markPrice(price);
            case OkxMessage.FundingRate rate -> fundingRate(rate);
            case OkxMessage.Done done -> done(done);
            case OkxMessage.Refused refused -> subscriptions.refused(refused);
            case OkxMessage.Notice notice -> notice(notice);
            case OkxMessage.Pong pong -> {}
            case OkxMessage.Other other -> line.unknown(other.kind());
        }
    }

    private void books(OkxMessage.Books message) {
        Instrument instrument = instruments.get(message.instrument());
        ChainedBook book = instrument == null ? null : instrument.book;
        if (instrument == null || book == null) {
            line.unknown("book not asked for");
            return;
        }
        instrument.topics.stream()
                .filter(topic -> topic.channel() == Channel.BOOK)
                .forEach(subscriptions::heard);
        for (OkxMessage.Levels levels : message.books()) {
            Applied outcome = message.snapshot() ? book.snapshot(levels) : book.update(levels);
            if (board.settle(instrument.symbol, outcome, book.last())) {
                resyncs.lost(instrument.symbol);
            } else if (!message.snapshot() && outcome instanceof Applied.Changed) {
                resyncs.well(instrument.symbol);
            }
        }
    }

    private void resubscribe(Symbol symbol) {
        Instrument instrument = instruments.get(Topic.instrument(symbol));
        if (instrument != null && instrument.book != null) {
            instrument.book.reset();
            instrument.topics.stream()
                    .filter(topic -> topic.channel() == Channel.BOOK)
                    .forEach(subscriptions::again);
        }
    }

    private void trade(OkxMessage.Print print) {
        Instrument instrument = heard(Topic.TRADES, print.instrument());
        if (instrument != null) {
            board.trade(new Trade(
                    setup.venue(),
                    instrument.symbol,
                    new Trade.Id.Number(print.first(), print.id()),
                    print.price(),
                    print.size(),
                    print.side(),
                    print.time()));
        }
    }

    private void markPrice(OkxMessage.MarkPrice price) {
        Instrument instrument = heard(Topic.MARK_PRICE, price.instrument());
        if (instrument != null) {
            board.funding(new Funding(
                    setup.venue(),
                    instrument.symbol,
                    price.price(),
                    null,
                    instrument.rate,
                    instrument.settlesAt,
                    price.time()));
        }
    }

    /** Told with the next mark price, which comes several times a second. */
    private void fundingRate(OkxMessage.FundingRate rate) {
        Instrument instrument = heard(Topic.FUNDING_RATE, rate.instrument());
        if (instrument != null) {
            instrument.rate = rate.rate();
            instrument.settlesAt = rate.settlesAt();
        }
    }

    private void done(OkxMessage.Done done) {
        Instrument instrument = instruments.get(done.instrument());
        Topic topic = instrument == null ? null : instrument.topic(done.channel());
        if (topic != null && done.event().equals("subscribe")) {
            subscriptions.accepted(topic);
        }
    }

    private void notice(OkxMessage.Notice notice) {
        if (notice.code().equals(UPGRADE)) {
            line.fail("the venue announced the end of this connection");
        } else {
            line.unknown("notice " + notice.code());
        }
    }

    /** Whose data it is; null, and counted, if nobody asked for it. */
    private @Nullable Instrument heard(String channel, String name) {
        Instrument instrument = instruments.get(name);
        Topic topic = instrument == null ? null : instrument.topic(channel);
        if (topic == null) {
            line.unknown(channel + " not asked for");
            return null;
        }
        subscriptions.heard(topic);
        return instrument;
    }
}
