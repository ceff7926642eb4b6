// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import io.ballast.local.venues.simulation.SimulatedBook.Change;
import io.ballast.local.venues.simulation.SimulatedBook.Side;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The book's changes since the last depth event: of every level touched its latest quantity. */
final class DepthDiff {

    private final SequencedMap<Long, Long> bids = new LinkedHashMap<>();
    private final SequencedMap<Long, Long> asks = new LinkedHashMap<>();
    private long firstId;
    private long lastId;

    DepthDiff(long lastId) {
        clear(lastId);
    }

    /** Each change has an id of its own, {@code lastId} the last of them. */
    void add(List<Change> changes, long lastId) {
        for (Change change : changes) {
            (change.side() == Side.BID ? bids : asks).put(change.price(), change.quantity());
        }
        this.lastId = lastId;
    }

    boolean isEmpty() {
        return lastId < firstId;
    }

    long firstId() {
        return firstId;
    }

    long lastId() {
        return lastId;
    }

    SequencedMap<Long, Long> bids() {
        return bids;
    }

    SequencedMap<Long, Long> asks() {
        return asks;
    }

    /** Begins the next event, whose first id follows this one's last. */
    void clear() {
        clear(lastId);
    }

    private void clear(long lastId) {
        bids.clear();
        asks.clear();
        this.firstId = lastId + 1;
        this.lastId = lastId;
    }
}
