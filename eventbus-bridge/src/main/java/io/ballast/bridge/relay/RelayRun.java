// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.route.RouteState;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One route on this instance: its lanes at work, or why there are none. */
final class RelayRun {

    private final RelayRoute route;
    private final @Nullable Desired desired;
    private final RouteMeters meters;
    private final List<LaneRun> lanes;

    /** @param desired what operators want of it, null if it is as configured */
    RelayRun(RelayRoute route, @Nullable Desired desired, RelayEnvironment around) {
        this.route = route;
        this.desired = desired;
        this.meters = new RouteMeters(around.meters(), route.id());
        this.lanes = route.lanes().stream()
                .map(lane -> new LaneRun(lane, around, meters))
                .toList();
    }

    RelayRoute route() {
        return route;
    }

    @Nullable
    Desired desired() {
        return desired;
    }

    RouteMeters meters() {
        return meters;
    }

    List<LaneRun> lanes() {
        return lanes;
    }

    boolean paused() {
        return desired != null && desired.paused();
    }

    /** That of the lane that is worst off; one that another instance carries says nothing here. */
    RouteState state() {
        if (desired != null && desired.paused()) {
            return lanes.stream()
                    .map(LaneRun::state)
                    .filter(RouteState.Draining.class::isInstance)
                    .findFirst()
                    .orElse(new RouteState.Paused(desired.at(), desired.actor()));
        }
        RouteState worst = lanes.getFirst().state();
        for (LaneRun lane : lanes) {
            worst = rank(lane.state()) > rank(worst) ? lane.state() : worst;
        }
        return worst;
    }

    private static int rank(RouteState state) {
        return switch (state) {
            case RouteState.Starting starting -> 0;
            case RouteState.Running running -> 1;
            case RouteState.Paused paused -> 2;
            case RouteState.Stopped stopped -> 3;
            case RouteState.Draining draining -> 4;
            case RouteState.DeadLettering dead -> 5;
            case RouteState.Retrying retrying -> 6;
        };
    }

    void start() {
        if (!paused()) {
            lanes.forEach(LaneRun::start);
        }
    }

    /** Delivers what it holds and gives its lanes away. */
    Uni<Void> stop(RouteState last) {
        return Uni.join()
                .all(lanes.stream().map(lane -> lane.stop(last)).toList())
                .andCollectFailures()
                .onFailure()
                .recoverWithItem(List.of())
                .replaceWithVoid();
    }
}
