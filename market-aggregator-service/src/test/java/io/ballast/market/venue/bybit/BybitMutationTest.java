// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

import io.ballast.market.capture.Capture;
import io.ballast.market.capture.Capture.Line;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.SessionBench;
import io.ballast.market.venue.mutation.Mutation;
import io.ballast.market.venue.mutation.MutationContract;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Deltas numbered one by one, without a checksum: what is changed within one cannot be noticed. */
class BybitMutationTest extends MutationContract {

    private static final Map<String, String> BOOKS = Map.of(
            "BTCUSDT", "BTC-USDT-PERP",
            "DOGEUSDT", "DOGE-USDT-PERP",
            "ETHUSDT", "ETH-USDT-PERP",
            "SOLUSDT", "SOL-USDT-PERP");
    private static final Pattern DELTA =
            Pattern.compile("^\\{\"topic\":\"orderbook\\.200\\.([A-Z]+)\",\"type\":\"delta\"");

    @Override
    protected String venue() {
        return "bybit-linear";
    }

    /** Recorded answers are to other requests than ours, and left out. */
    @Override
    protected List<Line> frames() {
        return Capture.frames("bybit-v5").stream()
                .filter(frame -> !frame.data().startsWith("{\"success\""))
                .toList();
    }

    @Override
    protected SessionBench open() {
        return BybitSessionTest.bench(
                Segment.LINEAR,
                EnumSet.of(Channel.BOOK, Channel.TRADES),
                BOOKS.values().toArray(String[]::new));
    }

    @Override
    protected @Nullable String updated(Line frame) {
        Matcher delta = DELTA.matcher(frame.data());
        return delta.find() ? BOOKS.get(delta.group(1)) : null;
    }

    @Override
    protected Set<Mutation> unnoticeable() {
        return Set.of(Mutation.CORRUPT);
    }
}
