// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.observability.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One new trace for each frame that leads to a publication, for a share of the frames. */
final class SampledFrameTrace implements FrameTrace {

    private final VenueId venue;
    private final Tracing tracing;
    private final double ratio;
    private final RandomGenerator random;
    private String work = "";
    private boolean sampled;
    private @Nullable Span span;

    SampledFrameTrace(VenueId venue, Tracing tracing, double ratio, RandomGenerator random) {
        this.venue = venue;
        this.tracing = tracing;
        this.ratio = ratio;
        this.random = random;
    }

    @Override
    public void begin(String next) {
        end();
        work = next;
        sampled = random.nextDouble() < ratio;
    }

    @Override
    public @Nullable String traceparent(Symbol symbol) {
        if (!sampled) {
            return null;
        }
        Span current = span;
        if (current == null) {
            current = tracing.start(work, SpanKind.CONSUMER, null);
            current.setAttribute("venue", venue.value());
            current.setAttribute("symbol", symbol.toString());
            span = current;
        }
        return Tracing.traceparent(current);
    }

    @Override
    public void end() {
        sampled = false;
        if (span != null) {
            span.end();
            span = null;
        }
    }
}
