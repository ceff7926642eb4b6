// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import org.jspecify.annotations.Nullable;

/** The trace of what a venue's loop is working on. Confined to that loop. */
interface FrameTrace {

    /** Traces nothing. */
    FrameTrace NONE = new FrameTrace() {
        @Override
        public void begin(String work) {}

        @Override
        public @Nullable String traceparent(Symbol symbol) {
            return null;
        }

        @Override
        public void end() {}
    };

    /** A new piece of work; no span exists until something about it is published. */
    void begin(String work);

    /** The current work's span, begun now if this is the first publication it leads to; null if it is not sampled. */
    @Nullable
    String traceparent(Symbol symbol);

    void end();
}
