// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.okx;

import io.ballast.local.venues.simulation.DepthView;
import io.ballast.local.venues.simulation.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One book of 400 levels as all its subscribers see it, numbered with leaps, and told even when nothing changes. */
final class BookTopic {

    private static final int DEPTH = 400;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

    private final String topic;
    private final DepthView view;
    private long sequence;
    private Instant told;

    BookTopic(String topic, Listing listing, Instant now) {
        this.topic = topic;
        this.view = new DepthView(listing, DEPTH);
        this.sequence = listing.updateId();
        this.told = now;
    }

    String snapshot(Instant now) {
        Frames.Numbers numbers = new Frames.Numbers(-1, sequence, Checksum.of(view));
        return Frames.book(
                topic,
                "snapshot",
                view.instrument(),
                view.bids().entrySet(),
                view.asks().entrySet(),
                numbers,
                now);
    }

    /** What the market's last steps changed; empty if nothing in view, unless that has been so for long. */
    Optional<String> next(Instant now) {
        Optional<DepthView.Changes> changes = view.update();
        if (changes.isEmpty() && now.isBefore(told.plus(KEEP_ALIVE))) {
            return Optional.empty();
        }
        told = now;
        DepthView.Changes changed = changes.orElseGet(() -> new DepthView.Changes(List.of(), List.of()));
        long before = sequence;
        sequence += changed.bids().size() + changed.asks().size();
        Frames.Numbers numbers = new Frames.Numbers(before, sequence, Checksum.of(view));
        return Optional.of(
                Frames.book(topic, "update", view.instrument(), changed.bids(), changed.asks(), numbers, now));
    }
}
