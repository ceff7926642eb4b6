// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.okx;

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

/** Frames of 2022: without numbers, and a checksum over the best 25 levels; what happens below cannot be noticed. */
class OkxMutationTest extends MutationContract {

    private static final Map<String, String> SYMBOLS = Map.of(
            "BTC-USDT", "BTC-USDT",
            "UNI-USD-SWAP", "UNI-USD-PERP",
            "BTC-USD-220527", "BTC-USD-220527");
    private static final Pattern UPDATE =
            Pattern.compile("\"channel\":\"books\",\"instId\":\"([A-Z0-9-]+)\"},\"action\":\"update\"");

    @Override
    protected String venue() {
        return "okx";
    }

    @Override
    protected List<Line> frames() {
        return Capture.frames("okx-v5");
    }

    @Override
    protected SessionBench open() {
        return OkxSessionTest.bench(
                EnumSet.of(Channel.BOOK, Channel.TRADES), SYMBOLS.values().toArray(String[]::new));
    }

    @Override
    protected @Nullable String updated(Line frame) {
        Matcher update = UPDATE.matcher(frame.data());
        return update.find() ? SYMBOLS.get(update.group(1)) : null;
    }

    @Override
    protected Set<Mutation> unnoticeable() {
        return EnumSet.complementOf(EnumSet.of(Mutation.DUPLICATE));
    }
}
