// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * A WebSocket that comes with a bad token is answered twice by the framework: with the challenge, and then through the
 * failure handler of the REST layer, which finds the answer written and logs an error with a stack trace. Anyone could
 * fill the log that way, so what has been answered ends here.
 */
@ApplicationScoped
class RefusedUpgrades {

    void register(@Observes Router router) {
        router.route("/ws/*").order(Integer.MIN_VALUE).failureHandler(failed -> {
            if (!failed.response().ended()) {
                failed.next();
            }
        });
    }
}
