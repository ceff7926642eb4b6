// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.bybit;

import io.ballast.local.venues.simulation.Instrument;
import java.util.List;
import java.util.Locale;

/** A part of the venue with an endpoint of its own; the same names mean different things in each. */
enum Segment {
    SPOT(10, new Instrument("BTCUSDT", "BTC", "USDT", 2, 6)),
    LINEAR(Integer.MAX_VALUE, new Instrument("BTCUSDT", "BTC", "USDT", 1, 3));

    private final int topicsPerRequest;
    private final List<Instrument> instruments;

    Segment(int topicsPerRequest, Instrument... instruments) {
        this.topicsPerRequest = topicsPerRequest;
        this.instruments = List.of(instruments);
    }

    /** The endpoint below the venue's prefix. */
    String path() {
        return "/v5/public/" + name().toLowerCase(Locale.ROOT);
    }

    int topicsPerRequest() {
        return topicsPerRequest;
    }

    /** What the simulated market lists. */
    List<Instrument> instruments() {
        return instruments;
    }
}
