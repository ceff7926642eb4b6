// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.events.Topic;
import io.ballast.common.lease.RedisFence;
import io.ballast.common.lease.RedisFencedScript;
import io.ballast.common.redis.RedisGateway;
import io.ballast.common.redis.RedisKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Streams in Redis. Beside each that was at its cap lies a note of what it lost, until that is announced: a trimmer that
 * dies in between leaves it to its successor. All of it goes past the breaker: that a server has no memory left is no
 * reason not to free some.
 */
@ApplicationScoped
class RedisRetainedStreams implements RetainedStreams {

    private static final String STEP = "10000";
    private static final RedisFencedScript FORGET = RedisFencedScript.freeing("return redis.call('DEL', KEYS[2])");

    private final RedisGateway redis;
    private final ObjectMapper json;

    RedisRetainedStreams(RedisGateway redis, ObjectMapper json) {
        this.redis = redis;
        this.json = json;
    }

    @Override
    public Uni<List<StreamName>> all() {
        return redis.keys(StreamName.PREFIX + "*", "stream").map(RedisRetainedStreams::names);
    }

    /** The catalogue's streams may come into being until the next walk. */
    private static List<StreamName> names(List<String> found) {
        Stream<String> catalogue = Arrays.stream(Topic.values()).flatMap(topic -> topic.shards().keys().stream());
        return Stream.concat(catalogue, found.stream())
                .distinct()
                .map(StreamName::of)
                .toList();
    }

    @Override
    public Uni<Trimmed> trim(StreamName stream, Limits limits, long epoch) {
        return RedisTrimScript.SCRIPT
                .run(
                        redis,
                        RedisFence.beside(stream.key(), epoch),
                        List.of(stream.key(), noteKey(stream)),
                        List.of(Long.toString(limits.age().toMillis()), Long.toString(limits.maxBytes()), STEP))
                .map(RedisRetainedStreams::trimmed);
    }

    private static Trimmed trimmed(Response reply) {
        String slowest = reply.get(4).toString();
        return new Trimmed(
                reply.get(0).toLong(),
                reply.get(1).toLong(),
                reply.get(2).toInteger() == 1,
                reply.get(3).toLong(),
                slowest.isEmpty() ? Optional.empty() : Optional.of(slowest));
    }

    @Override
    public Uni<Optional<HardCapDrop>> noted(StreamName stream) {
        return redis.remedy(Command.GET, noteKey(stream)).map(this::parsed);
    }

    private Optional<HardCapDrop> parsed(@Nullable Response note) {
        if (note == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(note.toString(), HardCapDrop.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a note that is not ours", e);
        }
    }

    @Override
    public Uni<Void> announced(StreamName stream, long epoch) {
        return FORGET.run(redis, RedisFence.beside(stream.key(), epoch), List.of(noteKey(stream)), List.of())
                .replaceWithVoid();
    }

    static String noteKey(StreamName stream) {
        return RedisKeys.beside("ballast:retention:dropped", stream.key());
    }
}
