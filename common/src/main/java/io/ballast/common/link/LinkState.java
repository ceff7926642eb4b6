// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.link;

import java.time.Duration;
import java.time.Instant;

/** What a supervised connection is doing. */
public sealed interface LinkState {

    /**
     * Dialling, or subscribing again on a connection just made.
     *
     * @param attempt failures since the link was last stable
     */
    record Connecting(int attempt) implements LinkState {}

    /** Connected and useful: subscriptions are in place. */
    record Up(Instant since) implements LinkState {}

    /** Down; the next attempt begins after {@code delay}. */
    record Waiting(int attempt, Duration delay, String cause) implements LinkState {}

    /** Closed by its owner; never dialled again. */
    record Closed() implements LinkState {}
}
