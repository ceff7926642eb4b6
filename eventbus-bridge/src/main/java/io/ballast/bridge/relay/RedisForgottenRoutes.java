// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import static io.ballast.bridge.relay.RedisEnd.request;

import io.ballast.common.time.Timer;
import io.vertx.redis.client.Command;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Takes away what a removed route leaves: its group, which would hold back the trimmer for ever, and its marks. Only
 * after every instance has heard of it: one that has not would go on and make them again.
 */
@ApplicationScoped
class RedisForgottenRoutes {

    private static final Logger LOG = Logger.getLogger(RedisForgottenRoutes.class);
    private static final Duration HEARD_BY_ALL = Duration.ofSeconds(3);

    private final RelayEnvironment around;
    private final Timer timer;

    RedisForgottenRoutes(RelayEnvironment around, Timer timer) {
        this.around = around;
        this.timer = timer;
    }

    void forget(RelayRoute route) {
        route.lanes().forEach(lane -> timer.after(HEARD_BY_ALL, () -> forget(lane)));
    }

    private void forget(Lane lane) {
        around.source(lane)
                .ask(List.of(
                        request(Command.DEL, lane.originKey()),
                        request(
                                Command.XGROUP,
                                "DESTROY",
                                lane.stream(),
                                lane.route().source().group())))
                .onFailure()
                .recoverWithItem(List.of())
                .chain(() ->
                        around.target(lane).ask(List.of(request(Command.DEL, lane.positionKey(), lane.ledgerKey()))))
                .subscribe()
                .with(
                        done -> {},
                        failure -> LOG.warnf(
                                "a removed route leaves its marks: route=%s stream=%s error=%s",
                                lane.route().id(), lane.stream(), failure.getMessage()));
    }
}
