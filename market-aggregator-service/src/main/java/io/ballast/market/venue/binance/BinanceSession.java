// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.book.Applied;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Funding;
import io.ballast.market.venue.Line;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueBoard;
import io.ballast.market.venue.VenueSession;
import io.ballast.market.venue.VenueSetup;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One connection to combined streams: its URLs are the subscription, snapshots come by REST. */
final class BinanceSession implements VenueSession {

    private final Market market;
    private final VenueSetup setup;
    private final VenueBoard board;
    private final Line line;
    private final BinanceConfig config;
    private final BinanceSymbols symbols;
    private final SnapshotQueue snapshots;
    private final AggTrades trades;
    private final Map<Symbol, DepthSync> syncs = new HashMap<>();
    private final Map<Symbol, TopCheck> checks = new HashMap<>();
    /** Symbols whose last snapshot was older than the stream. */
    private final Set<Symbol> unfit = new HashSet<>();

    BinanceSession(Market market, VenueSetup setup, VenueBoard board, Line line, BinanceConfig config) {
        this.market = market;
        this.setup = setup;
        this.board = board;
        this.line = line;
        this.config = config;
        this.symbols = new BinanceSymbols(market, setup.symbols());
        this.snapshots = new SnapshotQueue(market, setup, line, config, this::snapshot, this::refused);
        this.trades = new AggTrades(setup, board, line, config);
        if (setup.channels().contains(Channel.BOOK)) {
            setup.symbols().forEach(symbol -> {
                syncs.put(symbol, new DepthSync(board.book(symbol), config.diffsWaiting()));
                checks.put(symbol, new TopCheck());
            });
        }
    }

    @Override
    public void opened() {
        trades.opened();
        if (setup.channels().contains(Channel.BOOK)) {
            setup.symbols().forEach(this::ask); // keeping the diffs that came before the last of the sockets was open
        }
        line.established();
    }

    /**
     * Snapshots that come but never reach the stream mean that one of the two is wrong, which only a new stream can
     * mend. Snapshots that do not come are asked for anyway, and a new connection would not bring them.
     */
    @Override
    public void overdue(Symbol symbol) {
        if (unfit.contains(symbol)) {
            line.fail("snapshots do not reach the stream: " + symbol);
        }
    }

    private void resync(Symbol symbol) {
        sync(symbol).reset();
        ask(symbol);
    }

    private void ask(Symbol symbol) {
        board.syncing(Channel.BOOK, symbol);
        snapshots.request(symbol);
    }

    @Override
    public void message(byte[] utf8) throws IOException {
        switch (BinanceParser.message(utf8)) {
            case BinanceMessage.Depth depth -> depth(depth);
            case BinanceMessage.AggTrade trade ->
                subscribed(trade.symbol(), Channel.TRADES, "aggTrade").ifPresent(symbol -> trades.trade(symbol, trade));
            case BinanceMessage.BookTicker ticker ->
                subscribed(ticker.symbol(), Channel.QUOTES, "bookTicker")
                        .filter(syncs::containsKey)
                        .ifPresent(symbol -> ticker(symbol, ticker));
            case BinanceMessage.MarkPrice mark ->
                subscribed(mark.symbol(), Channel.FUNDING, "markPriceUpdate")
                        .filter(Symbol::perpetual)
                        .ifPresent(symbol -> markPrice(symbol, mark));
            case BinanceMessage.Shutdown shutdown -> line.fail("the venue announced its shutdown");
            case BinanceMessage.Other other -> line.unknown(other.kind());
        }
    }

    private Optional<Symbol> subscribed(String venueName, Channel channel, String kind) {
        Optional<Symbol> symbol =
                symbols.canonical(venueName).filter(known -> setup.channels().contains(channel));
        if (symbol.isEmpty()) {
            line.unknown(kind + " not asked for");
        }
        return symbol;
    }

    private void depth(BinanceMessage.Depth depth) {
        Optional<Symbol> known = subscribed(depth.symbol(), Channel.BOOK, "depthUpdate");
        if (known.isEmpty()) {
            return;
        }
        DepthDiff diff = depth.diff();
        if (market.chained() != diff.previous() >= 0) {
            throw new IllegalArgumentException("depthUpdate of " + market.venue + " with pu " + diff.previous());
        }
        Symbol symbol = known.get();
        DepthSync sync = sync(symbol);
        Applied outcome = sync.diff(diff);
        if (settle(symbol, check(symbol).updated(sync, outcome))) {
            resync(symbol);
            sync.diff(diff); // it belongs to what the snapshot will be continued with
        }
    }

    private boolean settle(Symbol symbol, Applied outcome) {
        return board.settle(symbol, outcome, sync(symbol).last());
    }

    /** The best bid and offer are no news, but the book must agree with them, and go on while they do. */
    private void ticker(Symbol symbol, BinanceMessage.BookTicker ticker) {
        DepthSync sync = sync(symbol);
        TopCheck check = check(symbol);
        if (check.told(ticker, sync) instanceof Applied.Contradicted wrong) {
            settle(symbol, wrong);
            resync(symbol);
        } else if (check.runsAhead()) {
            line.after(config.depthSilence(), () -> {
                if (check.stillAhead()) {
                    line.fail("no depth updates of " + symbol + " while its best bid and offer go on");
                }
            });
        }
    }

    private void markPrice(Symbol symbol, BinanceMessage.MarkPrice mark) {
        trades.marketHeard();
        board.funding(new Funding(
                setup.venue(), symbol, mark.price(), mark.index(), mark.rate(), mark.settlesAt(), mark.time()));
    }

    /** @return whether the snapshot was of use; else a newer one is needed */
    private boolean snapshot(Symbol symbol, DepthSnapshot snapshot) {
        DepthSync sync = sync(symbol);
        return switch (sync.snapshot(snapshot)) {
            case Applied.Gap older -> {
                unfit.add(symbol);
                yield false;
            }
            case Applied outcome -> {
                if (settle(symbol, outcome)) {
                    sync.reset();
                    yield false;
                }
                unfit.remove(symbol);
                yield true;
            }
        };
    }

    private void refused(Symbol symbol, int status) {
        sync(symbol).reset();
        board.rejected(Channel.BOOK, symbol, "snapshot refused: status " + status);
    }

    private DepthSync sync(Symbol symbol) {
        return of(syncs, symbol);
    }

    private TopCheck check(Symbol symbol) {
        return of(checks, symbol);
    }

    private static <T> T of(Map<Symbol, T> each, Symbol symbol) {
        T found = each.get(symbol);
        if (found == null) {
            throw new IllegalArgumentException("no book of " + symbol);
        }
        return found;
    }
}
