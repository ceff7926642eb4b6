// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/**
 * What a feed runs on.
 *
 * @param rest asks the venue's REST interface behind its breaker; never fails
 * @param tap is shown every frame
 * @param limits intervals and limits, the same for all venues
 */
record VenueRuntime(
        VenueLoop loop,
        TimeSource time,
        Timer timer,
        VenueSockets sockets,
        Function<String, Uni<Line.Reply>> rest,
        FrameTrace trace,
        WireTap tap,
        VenueMeters meters,
        MarketConfig limits) {}
