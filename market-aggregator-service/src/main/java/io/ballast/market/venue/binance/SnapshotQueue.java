// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.common.link.Backoff;
import io.ballast.market.venue.Line;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueSetup;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.ObjIntConsumer;

/**
 * Fetches depth snapshots one at a time and not too fast: each costs weight of a budget shared by everything behind
 * this address. After a failure the next one waits with full jitter, and never less than {@code Retry-After} asks for.
 * Confined to the venue's loop.
 */
final class SnapshotQueue {

    private final Market market;
    private final VenueSetup setup;
    private final Line line;
    private final BinanceConfig config;
    private final BiPredicate<Symbol, DepthSnapshot> use;
    private final ObjIntConsumer<Symbol> refused;
    private final Backoff backoff;
    private final SplittableRandom random = new SplittableRandom();
    private final Set<Symbol> wanted = new LinkedHashSet<>();
    private boolean busy;
    private int failures;

    /**
     * @param use takes a snapshot and tells whether it was of use
     * @param refused hears that the venue refuses to give one, with the HTTP status
     */
    SnapshotQueue(
            Market market,
            VenueSetup setup,
            Line line,
            BinanceConfig config,
            BiPredicate<Symbol, DepthSnapshot> use,
            ObjIntConsumer<Symbol> refused) {
        this.market = market;
        this.setup = setup;
        this.line = line;
        this.config = config;
        this.use = use;
        this.refused = refused;
        this.backoff = new Backoff(config.snapshotRetryFirst(), config.snapshotRetryCeiling());
    }

    /** Asking for one that is asked for already changes nothing. */
    void request(Symbol symbol) {
        wanted.add(symbol);
        next();
    }

    private void next() {
        Iterator<Symbol> first = wanted.iterator();
        if (busy || !first.hasNext()) {
            return;
        }
        Symbol symbol = first.next();
        first.remove();
        busy = true;
        String url = setup.restUrl().orElseThrow() + market.depthPath() + "?symbol=" + market.name(symbol) + "&limit="
                + setup.depth();
        line.get(url, reply -> answered(symbol, reply));
    }

    private void answered(Symbol symbol, Line.Reply reply) {
        switch (reply) {
            case Line.Reply.Ok ok -> {
                if (used(symbol, ok.body())) {
                    failures = 0;
                    pause(config.snapshotInterval());
                } else {
                    again(symbol, Duration.ZERO);
                }
            }
            case Line.Reply.Refused no -> {
                refused.accept(symbol, no.status());
                pause(config.snapshotInterval());
                line.after(config.snapshotRetryCeiling(), () -> request(symbol));
            }
            case Line.Reply.Failed failed ->
                again(symbol, failed.retryAfter() == null ? Duration.ZERO : failed.retryAfter());
        }
    }

    private boolean used(Symbol symbol, byte[] body) {
        try {
            return use.test(symbol, BinanceParser.snapshot(body));
        } catch (IOException | IllegalArgumentException e) {
            line.unknown("malformed snapshot");
            return false;
        }
    }

    private void again(Symbol symbol, Duration atLeast) {
        wanted.add(symbol);
        Duration wait = backoff.delay(failures++, random).plus(config.snapshotInterval());
        pause(wait.compareTo(atLeast) < 0 ? atLeast : wait);
    }

    private void pause(Duration wait) {
        line.after(wait, () -> {
            busy = false;
            next();
        });
    }
}
