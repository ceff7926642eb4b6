// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.market.book.TopOfBook;

/** Where trades happened: a taker buys above the middle of the book as it stood before, and sells below it. */
public final class TopOfBookAtTrade {

    private int told;
    private int rightly;

    /** Hands a frame on and looks at the trades that it brought. */
    public void receive(SessionBench bench, String frame) {
        int before = bench.heard.trades().size();
        bench.receive(frame);
        var trades = bench.heard.trades();
        trades.subList(before, trades.size()).forEach(trade -> judge(bench, trade));
    }

    private void judge(SessionBench bench, Trade trade) {
        TopOfBook top = bench.board.book(trade.symbol()).top();
        if (top.bid() == null || top.ask() == null) {
            return;
        }
        int middle = trade.price()
                .plus(trade.price())
                .compareTo(top.bid().price().plus(top.ask().price()));
        if (middle != 0) {
            told++;
            rightly += (middle > 0) == (trade.side() == TakerSide.BUY) ? 1 : 0;
        }
    }

    /** Trades beside the middle. */
    public int told() {
        return told;
    }

    /** Those whose side goes with where they happened. */
    public int rightly() {
        return rightly;
    }
}
