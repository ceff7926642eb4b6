// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.kraken;

import io.ballast.market.capture.Capture;
import io.ballast.market.capture.Capture.Line;
import io.ballast.market.venue.SessionBench;
import io.ballast.market.venue.mutation.Mutation;
import io.ballast.market.venue.mutation.MutationContract;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

class KrakenMutationTest extends MutationContract {

    @Override
    protected String venue() {
        return "kraken";
    }

    @Override
    protected List<Line> frames() {
        return Capture.frames("kraken-v2");
    }

    @Override
    protected SessionBench open() {
        return KrakenSessionTest.bench("BTC-USD");
    }

    @Override
    protected @Nullable String updated(Line frame) {
        return frame.data().contains("\"channel\":\"book\",\"type\":\"update\"") ? "BTC-USD" : null;
    }

    @Override
    protected Set<Mutation> unnoticeable() {
        return Set.of();
    }
}
