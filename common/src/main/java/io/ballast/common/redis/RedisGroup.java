// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.redis.cluster.HashSlot;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;
import java.util.Map;

/**
 * The commands of one consumer of a group on one stream.
 *
 * @param deadLetters the stream for what the group cannot handle
 */
record RedisGroup(String stream, String group, String consumer, String deadLetters) {

    /** Lua hands on a few thousand values at most; nobody needs all fields of so strange an entry. */
    private static final int MOST_FIELDS = 500;

    /** Renews what this consumer holds, and returns it: what another has claimed meanwhile stays the other's. */
    private static final String RENEW =
            """
            local held = redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 10000, ARGV[2])
            local ids = {}
            for i, entry in ipairs(held) do
              ids[i] = entry[1]
              redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, entry[1], 'JUSTID')
            end
            return ids
            """;

    /** Sets aside and acknowledges in one step, once: an entry that is not pending any more was already dealt with. */
    private static final String SET_ASIDE =
            """
            if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[2], ARGV[2], 1) == 0 then
              return 0
            end
            redis.call('XADD', KEYS[2], '*', unpack(ARGV, 3))
            return redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
            """;

    /** Keeps an entry of another node once, and remembers for a day that it did. */
    private static final String KEEP =
            """
            if redis.call('SET', KEYS[2], '1', 'NX', 'PX', 86400000) then
              redis.call('XADD', KEYS[1], '*', unpack(ARGV))
            end
            return 1
            """;

    /** Forgets consumers that hold nothing and were not heard of for long; atomic, so that none gets entries meanwhile. */
    private static final String FORGET =
            """
            for _, flat in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
              local known = {}
              for i = 1, #flat, 2 do
                known[flat[i]] = flat[i + 1]
              end
              if known.name ~= ARGV[2] and known.pending == 0 and known.idle > tonumber(ARGV[3]) then
                redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], known.name)
              end
            end
            return 1
            """;

    /** A group that is made anew begins with everything the stream still has. */
    Request create() {
        return request(Command.XGROUP, "CREATE", stream, group, "0", "MKSTREAM");
    }

    /** @param after {@code >} for new entries, or an id: those that this consumer holds beyond it */
    Request read(String after, int count, Duration block) {
        return request(
                Command.XREADGROUP,
                "GROUP",
                group,
                consumer,
                "COUNT",
                Integer.toString(count),
                "BLOCK",
                Long.toString(Math.max(1, block.toMillis())),
                "STREAMS",
                stream,
                after);
    }

    Request claim(Duration idle, int count) {
        return request(
                Command.XAUTOCLAIM,
                stream,
                group,
                consumer,
                Long.toString(idle.toMillis()),
                "0-0",
                "COUNT",
                Integer.toString(count));
    }

    Request renew() {
        return request(Command.EVAL, RENEW, "1", stream, group, consumer);
    }

    Request forget(Duration idle) {
        return request(Command.EVAL, FORGET, "1", stream, group, consumer, Long.toString(idle.toMillis()));
    }

    Request acknowledge(String id) {
        return request(Command.XACK, stream, group, id);
    }

    /** @param attempts how often it was tried, 0 if it could not be read */
    Request setAside(String id, Map<String, String> fields, String cause, int attempts) {
        return letter(
                request(Command.EVAL, SET_ASIDE, "2", stream, deadLetters, group, id), id, fields, cause, attempts);
    }

    /** As {@link #setAside}, but only the first half, and at the node that has the dead letters. */
    Request keep(String id, Map<String, String> fields, String cause, int attempts) {
        String marker = RedisKeys.beside("ballast:dlq", deadLetters, stream + ":" + id);
        return letter(request(Command.EVAL, KEEP, "2", deadLetters, marker), id, fields, cause, attempts);
    }

    Request pending(String id) {
        return request(Command.XPENDING, stream, group, id, id, "1");
    }

    boolean deadLettersAreHere() {
        return HashSlot.of(stream) == HashSlot.of(deadLetters);
    }

    private Request letter(Request request, String id, Map<String, String> fields, String cause, int attempts) {
        fields.entrySet().stream().limit(MOST_FIELDS).forEach(field -> request.arg(field.getKey())
                .arg(field.getValue()));
        return request.arg("dlqstream")
                .arg(stream)
                .arg("dlqid")
                .arg(id)
                .arg("dlqcause")
                .arg(cause)
                .arg("dlqattempts")
                .arg(Integer.toString(attempts));
    }

    private static Request request(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        return request;
    }
}
