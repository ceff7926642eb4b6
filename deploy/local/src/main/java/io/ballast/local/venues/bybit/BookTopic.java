// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.bybit;

import io.ballast.local.venues.simulation.DepthView;
import io.ballast.local.venues.simulation.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One book topic as all its subscribers see it. That of one level knows no changes, only snapshots. */
final class BookTopic {

    private static final Duration REPEATED = Duration.ofSeconds(3);

    private final String topic;
    private final DepthView view;
    private final boolean snapshotsOnly;
    private long update;
    private Instant told;

    BookTopic(String topic, Listing listing, Instant now) {
        int depth = Topics.depth(topic);
        this.topic = topic;
        this.view = new DepthView(listing, depth);
        this.snapshotsOnly = depth == 1;
        this.update = listing.updateId();
        this.told = now;
    }

    String snapshot(Instant now) {
        told = now;
        return frame(true, view.bids().entrySet(), view.asks().entrySet(), now);
    }

    /** What the market's last steps changed; empty if nothing in view. */
    Optional<String> next(Instant now) {
        Optional<DepthView.Changes> changes = view.update();
        if (changes.isEmpty()) {
            boolean due = snapshotsOnly && !now.isBefore(told.plus(REPEATED));
            return due ? Optional.of(snapshot(now)) : Optional.empty();
        }
        update++;
        return snapshotsOnly
                ? Optional.of(snapshot(now))
                : changes.map(changed -> frame(false, changed.bids(), changed.asks(), now));
    }

    private String frame(
            boolean snapshot, Iterable<Map.Entry<Long, Long>> bids, Iterable<Map.Entry<Long, Long>> asks, Instant now) {
        return Frames.book(topic, snapshot, view.instrument(), bids, asks, update, now);
    }
}
