// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.book.Applied;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Line;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.Trade;
import io.ballast.market.venue.VenueBoard;
import io.ballast.market.venue.VenueSession;
import io.ballast.market.venue.VenueSetup;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One connection to a combined stream: its URL is the subscription, snapshots come by REST. */
final class BinanceSession implements VenueSession {

    private final VenueSetup setup;
    private final VenueBoard board;
    private final Line line;
    private final BinanceSymbols symbols;
    private final SnapshotQueue snapshots;
    private final Map<Symbol, DepthSync> syncs = new HashMap<>();
    /** Symbols whose last snapshot was older than the stream. */
    private final Set<Symbol> unfit = new HashSet<>();

    BinanceSession(VenueSetup setup, VenueBoard board, Line line, BinanceConfig config) {
        this.setup = setup;
        this.board = board;
        this.line = line;
        this.symbols = new BinanceSymbols(setup.symbols());
        this.snapshots = new SnapshotQueue(setup, line, config, this::snapshot, this::refused);
        if (setup.channels().contains(Channel.BOOK)) {
            setup.symbols()
                    .forEach(symbol -> syncs.put(symbol, new DepthSync(board.book(symbol), config.diffsWaiting())));
        }
    }

    @Override
    public void opened() {
        if (setup.channels().contains(Channel.TRADES)) {
            setup.symbols().forEach(board::tradesLive);
        }
        if (setup.channels().contains(Channel.BOOK)) {
            setup.symbols().forEach(this::resync);
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
        board.syncing(Channel.BOOK, symbol);
        snapshots.request(symbol);
    }

    @Override
    public void message(byte[] utf8) throws IOException {
        switch (BinanceParser.message(utf8)) {
            case BinanceMessage.Depth depth -> depth(depth);
            case BinanceMessage.AggTrade trade -> trade(trade);
            case BinanceMessage.Shutdown shutdown -> line.fail("the venue announced its shutdown");
            case BinanceMessage.Other other -> line.unknown(other.kind());
        }
    }

    private void depth(BinanceMessage.Depth depth) {
        Optional<Symbol> symbol = symbols.canonical(depth.symbol()).filter(syncs::containsKey);
        if (symbol.isEmpty()) {
            line.unknown("depthUpdate of a symbol not asked for");
            return;
        }
        DepthSync sync = sync(symbol.get());
        if (board.settle(symbol.get(), sync.diff(depth.diff()), sync.last())) {
            resync(symbol.get());
            sync.diff(depth.diff()); // it belongs to what the snapshot will be continued with
        }
    }

    private void trade(BinanceMessage.AggTrade trade) {
        Optional<Symbol> symbol = symbols.canonical(trade.symbol());
        if (symbol.isEmpty() || !setup.channels().contains(Channel.TRADES)) {
            line.unknown("aggTrade not asked for");
            return;
        }
        board.trade(new Trade(
                setup.venue(), symbol.get(), trade.id(), trade.price(), trade.size(), trade.side(), trade.time()));
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
                if (board.settle(symbol, outcome, sync.last())) {
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
        DepthSync sync = syncs.get(symbol);
        if (sync == null) {
            throw new IllegalArgumentException("no book of " + symbol);
        }
        return sync;
    }
}
