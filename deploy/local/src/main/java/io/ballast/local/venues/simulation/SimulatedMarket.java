// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.simulation;

import io.ballast.local.venues.protocol.VenueTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What goes on behind all simulated venues: one price walk per base and one listing per venue's instrument, in steps
 * of {@link #STEP}. The same seed, instruments and start time give the same market.
 */
public final class SimulatedMarket {

    public static final Duration STEP = Duration.ofMillis(50);

    private final long seed;
    private final VenueTime time;
    private final Map<String, PriceWalk> walks = new LinkedHashMap<>();
    private final List<Listing> listings = new ArrayList<>();
    private final List<Runnable> venues = new ArrayList<>();

    public SimulatedMarket(long seed, VenueTime time) {
        this.seed = seed;
        this.time = time;
    }

    /** Lists an instrument for a venue. */
    public Listing list(Instrument instrument) {
        PriceWalk walk = walks.computeIfAbsent(
                instrument.base(), base -> new PriceWalk(base, new SplittableRandom(seed + base.hashCode())));
        SplittableRandom random = new SplittableRandom(31 * seed + listings.size());
        Listing listing = new Listing(instrument, walk, random, time.now());
        listings.add(listing);
        return listing;
    }

    /** Runs {@code venue} after every step; what it did is in each {@link Listing#lastStep()}. */
    public void afterEachStep(Runnable venue) {
        venues.add(venue);
    }

    /** Lets the market go on by itself, without end. */
    public void start() {
        VenueTime.Cancellable unused = time.every(STEP, this::step);
    }

    /** Goes on by one step. */
    public void step() {
        Instant now = time.now();
        walks.values().forEach(PriceWalk::step);
        listings.forEach(listing -> listing.step(now));
        venues.forEach(Runnable::run);
    }
}
