// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.mapping.Change;
import io.ballast.bridge.mapping.Selection;
import io.ballast.bridge.route.Route;
import io.ballast.bridge.route.RouteId;
import java.util.List;

final class TestRoutes {

    private TestRoutes() {}

    /** From topic {@code in} to topic {@code out}, everything, from the oldest. */
    static RelayRoute route(String id, String fromRedis, String toRedis, int batch) {
        return new RelayRoute(
                new RouteId(id),
                new RelayRoute.Source(List.of("in"), "route-" + id, fromRedis),
                Selection.EVERYTHING,
                Change.NONE,
                new RelayRoute.Sink("out", toRedis),
                new Route.From.Oldest(),
                batch,
                RelayRoute.Priority.NORMAL);
    }
}
