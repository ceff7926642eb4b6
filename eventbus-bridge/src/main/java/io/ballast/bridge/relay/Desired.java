// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What operators want of one route, as it is kept for all instances.
 *
 * @param route the route as JSON; null where it is configured, or deleted
 * @param actor who wanted it
 * @param version counts the changes of this route
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Desired(
        String id, @Nullable JsonNode route, boolean paused, boolean deleted, String actor, Instant at, long version) {

    Desired numbered(long number) {
        return new Desired(id, route, paused, deleted, actor, at, number);
    }
}
