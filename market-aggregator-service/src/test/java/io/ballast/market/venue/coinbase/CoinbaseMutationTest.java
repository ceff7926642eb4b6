// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.coinbase;

import io.ballast.market.capture.Capture;
import io.ballast.market.capture.Capture.Line;
import io.ballast.market.venue.SessionBench;
import io.ballast.market.venue.mutation.Mutation;
import io.ballast.market.venue.mutation.MutationContract;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One number over all channels, without a checksum; books of up to 46,000 levels, so few positions. */
class CoinbaseMutationTest extends MutationContract {

    private static final Pattern UPDATE =
            Pattern.compile("\"channel\":\"l2_data\".{1,120}\"type\":\"update\",\"product_id\":\"([A-Z-]+)\"");

    private final List<Line> frames =
            Capture.frames("coinbase-advanced").stream().limit(300).toList();

    @Override
    protected String venue() {
        return "coinbase";
    }

    @Override
    protected List<Line> frames() {
        return frames;
    }

    @Override
    protected SessionBench open() {
        return CoinbaseSessionTest.bench("BTC-USD", "ETH-USD");
    }

    @Override
    protected @Nullable String updated(Line frame) {
        Matcher update = UPDATE.matcher(
                frame.data().substring(0, Math.min(250, frame.data().length())));
        return update.find() ? update.group(1) : null;
    }

    @Override
    protected Set<Mutation> unnoticeable() {
        return Set.of(Mutation.CORRUPT);
    }

    @Override
    protected boolean sharedNumbering() {
        return true;
    }

    @Override
    protected int positions(boolean soak) {
        return soak ? 200 : 2;
    }
}
