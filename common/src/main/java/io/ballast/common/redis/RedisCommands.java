// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;

/** Commands that no breaker stands in front of, for those who supervise for themselves. */
public interface RedisCommands {

    Uni<Response> send(Request request);

    /** A read whose answer may be a few seconds old, by a replica where those are asked. */
    Uni<Response> stale(Request request);

    /** An error reply to one of them fails the whole. */
    Uni<List<Response>> batch(List<Request> requests);

    /** Ends what was opened for them. */
    void close();
}
