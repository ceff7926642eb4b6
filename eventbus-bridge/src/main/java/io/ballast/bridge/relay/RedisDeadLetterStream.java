// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.common.redis.RedisGateway;
import io.ballast.common.redis.RedisKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ballast:stream:dlq:<route>} on the region's own Redis: {@code cause}, {@code attempts}, {@code topic} and {@code
 * original_id}, then the entry's own fields, each under {@code event.<name>}. Beside it a hash with the last entry set
 * aside from each stream, so that the same entry is not set aside again when the route goes back.
 */
@ApplicationScoped
class RedisDeadLetterStream implements DeadLetters {

    private static final int MOST_FIELDS = 500;

    private static final String ADD =
            """
            local function less(a, b)
              if #a ~= #b then return #a < #b end
              return a < b
            end
            local function after(a, b)
              local ah, am, as = string.match(a, '(%d+)@(%d+)-(%d+)')
              local bh, bm, bs = string.match(b, '(%d+)@(%d+)-(%d+)')
              if ah ~= bh then return true end
              if am ~= bm then return less(bm, am) end
              return less(bs, as)
            end
            local last = redis.call('HGET', KEYS[1], ARGV[1])
            redis.call('HSET', KEYS[1], 'touched', '1')
            local i, added = 2, 0
            while i <= #ARGV do
              local n = tonumber(ARGV[i + 1])
              if not last or after(ARGV[i], last) then
                redis.call('XADD', KEYS[2], '*', unpack(ARGV, i + 2, i + 1 + n))
                last = ARGV[i]
                added = added + 1
              end
              i = i + n + 2
            end
            redis.call('HSET', KEYS[1], ARGV[1], last)
            return added""";

    private final RedisGateway redis;

    RedisDeadLetterStream(RedisGateway redis) {
        this.redis = redis;
    }

    static String streamKey(String route) {
        return "ballast:stream:dlq:" + route;
    }

    static String markKey(String route) {
        return RedisKeys.beside("ballast:bridge:dlq", streamKey(route));
    }

    @Override
    public Uni<Void> add(Lane lane, long history, List<Dead> entries) {
        String route = lane.route().id().value();
        List<String> call = new ArrayList<>(List.of(ADD, "2", markKey(route), streamKey(route), lane.positionKey()));
        for (Dead dead : entries) {
            List<String> fields = fields(lane, dead);
            call.add(new Mark(history, dead.entry().at()).text());
            call.add(Integer.toString(fields.size()));
            call.addAll(fields);
        }
        return redis.command(Command.EVAL, call.toArray(String[]::new)).replaceWithVoid();
    }

    private static List<String> fields(Lane lane, Dead dead) {
        List<String> fields = new ArrayList<>(List.of(
                "cause", dead.cause(),
                "attempts", "1",
                "topic", lane.topic(),
                "stream", lane.stream(),
                "original_id", dead.entry().at().toString()));
        dead.entry().text().entrySet().stream().limit(MOST_FIELDS).forEach(field -> {
            fields.add("event." + field.getKey());
            fields.add(field.getValue());
        });
        return fields;
    }
}
