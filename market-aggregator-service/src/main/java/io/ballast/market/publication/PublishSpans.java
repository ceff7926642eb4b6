// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import io.ballast.common.events.EventPublisher.Outgoing;
import java.util.List;

/** Traces of events on their way into the streams. */
interface PublishSpans {

    /** A batch whose events carry the trace on, and what to do once it is over. */
    record Traced(List<Outgoing> events, Runnable end) {}

    Traced begin(List<Outgoing> batch);
}
