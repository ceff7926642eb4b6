// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Line;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.Trade;
import io.ballast.market.venue.VenueBoard;
import io.ballast.market.venue.VenueSetup;
import java.util.HashMap;
import java.util.Map;

/**
 * The aggregate trades of one connection. They are numbered, and each names the first and last of the trades in it:
 * either numbering going on unbroken shows that nothing was lost. Confined to the venue's loop.
 */
final class AggTrades {

    private final VenueSetup setup;
    private final VenueBoard board;
    private final Line line;
    private final BinanceConfig config;
    private final Map<Symbol, BinanceMessage.AggTrade> newest = new HashMap<>();
    private boolean heard;
    private boolean heardEver;

    AggTrades(VenueSetup setup, VenueBoard board, Line line, BinanceConfig config) {
        this.setup = setup;
        this.board = board;
        this.line = line;
        this.config = config;
    }

    /** Acknowledged is not heard: where mark prices are subscribed to, which never pause, they are waited for. */
    void opened() {
        if (setup.channels().contains(Channel.TRADES)) {
            setup.symbols().forEach(board::tradesLive);
        }
        if (setup.channels().contains(Channel.FUNDING)
                && setup.symbols().stream().anyMatch(Symbol::perpetual)) {
            watch();
        }
    }

    private void watch() {
        heard = false;
        line.after(config.marketSilence(), () -> {
            if (!heard) {
                silent();
            }
            watch();
        });
    }

    private void silent() {
        String cause = "subscribed, but silent for " + config.marketSilence().toSeconds() + " s";
        if (heardEver) {
            line.fail("trades and mark prices: " + cause);
        } else if (setup.channels().contains(Channel.TRADES)) {
            // a new connection would not help, and would cost the books
            setup.symbols().forEach(symbol -> board.rejected(Channel.TRADES, symbol, cause));
        }
    }

    /** A mark price came: the streams beside the books are alive. */
    void marketHeard() {
        if (!heardEver && setup.channels().contains(Channel.TRADES)) {
            setup.symbols().forEach(board::tradesLive);
        }
        heard = true;
        heardEver = true;
    }

    void trade(Symbol symbol, BinanceMessage.AggTrade trade) {
        heard = true;
        heardEver = true;
        BinanceMessage.AggTrade before = newest.put(symbol, trade);
        boolean follows = before != null && before.last() >= 0 && trade.first() == before.last() + 1;
        long first = follows ? Math.min(before.id() + 1, trade.id()) : trade.id();
        board.trade(new Trade(
                setup.venue(),
                symbol,
                new Trade.Id.Number(first, trade.id()),
                trade.price(),
                trade.size(),
                trade.side(),
                trade.time()));
    }
}
