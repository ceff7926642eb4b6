// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.redis.RedisGateway;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** A hash on the region's own Redis: for each route its JSON, and under {@code <id>#version} how often it was changed. */
@ApplicationScoped
class RedisRouteStore implements RouteStore {

    private static final String KEY = "ballast:bridge:routes";
    private static final String VERSION = "#version";

    private static final String PUT =
            """
            local now = tonumber(redis.call('HGET', KEYS[1], ARGV[1] .. '#version') or '0')
            if now ~= tonumber(ARGV[2]) then return {now, redis.call('HGET', KEYS[1], ARGV[1]) or ''} end
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[3], ARGV[1] .. '#version', now + 1)
            return {now + 1, ARGV[3]}""";

    private static final String RESTORE =
            """
            local now = tonumber(redis.call('HGET', KEYS[1], ARGV[1] .. '#version') or '0')
            if now < tonumber(ARGV[2]) then
              redis.call('HSET', KEYS[1], ARGV[1], ARGV[3], ARGV[1] .. '#version', ARGV[2])
            end
            return 1""";

    private final RedisGateway redis;
    private final ObjectMapper json;

    RedisRouteStore(RedisGateway redis, ObjectMapper json) {
        this.redis = redis;
        this.json = json;
    }

    @Override
    public Uni<List<Desired>> all() {
        return redis.command(Command.HGETALL, KEY).map(this::read);
    }

    private List<Desired> read(Response reply) {
        List<Desired> all = new ArrayList<>();
        for (String id : RedisRelayReplies.names(reply)) {
            if (!id.endsWith(VERSION)) {
                long version = Long.parseLong(RedisRelayReplies.field(reply, id + VERSION));
                all.add(parsed(RedisRelayReplies.field(reply, id)).numbered(version));
            }
        }
        return all;
    }

    @Override
    public Uni<Desired> put(Desired next) {
        return redis.command(Command.EVAL, PUT, "1", KEY, next.id(), Long.toString(next.version()), text(next))
                .map(reply ->
                        parsed(reply.get(1).toString()).numbered(reply.get(0).toLong()));
    }

    @Override
    public Uni<Void> restore(Desired lost) {
        return redis.command(Command.EVAL, RESTORE, "1", KEY, lost.id(), Long.toString(lost.version()), text(lost))
                .replaceWithVoid();
    }

    private String text(Desired desired) {
        try {
            return json.writeValueAsString(desired);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a route that is no JSON", e);
        }
    }

    private Desired parsed(String text) {
        try {
            return json.readValue(text, Desired.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a route that is not ours: " + KEY, e);
        }
    }
}
