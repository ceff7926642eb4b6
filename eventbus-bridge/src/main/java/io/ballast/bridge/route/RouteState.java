// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.route;

import java.time.Instant;

/** What a route is doing. */
public sealed interface RouteState {

    /** When it came into this state. */
    Instant since();

    /** Its source was not reached yet. */
    record Starting(Instant since) implements RouteState {}

    /** It carries events as they come. */
    record Running(Instant since) implements RouteState {}

    /** An operator halted it; its position is kept. */
    record Paused(Instant since, String actor) implements RouteState {}

    /** It takes nothing more and delivers what it holds. */
    record Draining(Instant since, int left) implements RouteState {}

    /**
     * Its source or sink is away and is being tried again.
     *
     * @param attempt failures since it last worked
     */
    record Retrying(Instant since, int attempt, String cause) implements RouteState {}

    /** It cannot deliver one entry and is setting it aside. */
    record DeadLettering(Instant since, String entry, String cause) implements RouteState {}

    /** It carries nothing and will not by itself. */
    record Stopped(Instant since, String reason) implements RouteState {}
}
