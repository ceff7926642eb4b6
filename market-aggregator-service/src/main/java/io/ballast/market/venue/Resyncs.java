// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.link.Backoff;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * When to ask for a lost book again: at once the first time, then with full jitter and a cap, for as long as that
 * symbol does not get well. Lives as long as a connection; confined to the venue's loop.
 */
public final class Resyncs {

    private final Line line;
    private final Backoff backoff;
    private final Consumer<Symbol> again;
    private final SplittableRandom random = new SplittableRandom();
    private final Map<Symbol, Integer> failures = new HashMap<>();

    /** @param again asks for the symbol's book */
    public Resyncs(Line line, Backoff backoff, Consumer<Symbol> again) {
        this.line = line;
        this.backoff = backoff;
        this.again = again;
    }

    /** The book is lost. */
    public void lost(Symbol symbol) {
        int before = failures.merge(symbol, 1, Integer::sum) - 1;
        if (before == 0) {
            again.accept(symbol);
        } else {
            line.after(backoff.delay(before, random), () -> again.accept(symbol));
        }
    }

    /** An update fitted the book; a snapshot alone does not show that a symbol is well again. */
    public void well(Symbol symbol) {
        failures.remove(symbol);
    }
}
