// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.common.events.Topic;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to clients; the same object serves all of them.
 *
 * @param userId whom it belongs to, null where it belongs to nobody
 * @param stateKey equal for events of which a later one says all that an earlier one said; null for events that must
 *     each be delivered
 * @param body the JSON object without its closing brace: each client's cursor is added to it
 */
public record Message(
        Topic topic,
        Position position,
        String type,
        String subject,
        @Nullable UUID userId,
        @Nullable String stateKey,
        String body) {}
