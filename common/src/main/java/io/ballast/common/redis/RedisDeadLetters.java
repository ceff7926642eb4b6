// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings entries that a group cannot handle to its stream of dead letters. Where that lies on another node than the
 * stream, it is another Redis: the entry is kept there first, once however often that is tried, and acknowledged then.
 */
record RedisDeadLetters(RedisGateway gateway, boolean clustered) {

    /** @param here the connection that the group reads over */
    Uni<@Nullable Response> setAside(
            RedisGroup group,
            String id,
            Map<String, String> fields,
            RedisEntryHandling.Outcome.Refused refused,
            Function<Request, Uni<@Nullable Response>> here) {
        if (!clustered || group.deadLettersAreHere()) {
            return here.apply(group.setAside(id, fields, refused.cause(), refused.attempts()));
        }
        return here.apply(group.pending(id))
                .chain(pending -> pending == null || pending.size() == 0
                        ? Uni.createFrom().nullItem()
                        : gateway.batch(List.of(group.keep(id, fields, refused.cause(), refused.attempts())))
                                .chain(() -> here.apply(group.acknowledge(id))));
    }
}
