// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A route, and limits low enough to be met. */
public class BridgeSettings implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "ballast.bridge.routes.push.source.type", "stream",
                "ballast.bridge.routes.push.source.topics",
                        "market.trades,market.quotes,market.control,trade.intent,circuit.events",
                "ballast.bridge.routes.push.sink.type", "push",
                "ballast.bridge.push.heartbeat", "500ms",
                "ballast.bridge.push.connections-per-user", "3",
                "ballast.bridge.push.buffer-events", "100",
                "ballast.bridge.push.replay-page", "7");
    }

    @Override
    public void stop() {}
}
