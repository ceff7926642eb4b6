// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.redis;

import io.ballast.bridge.delivery.Continuity;
import io.ballast.bridge.delivery.Position;
import io.ballast.bridge.delivery.StreamPage;
import io.ballast.common.events.Topic;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is asked of streams, over whichever connection: the pool of commands, or a reader's own. */
final class RedisStreamQueries {

    /**
     * Names the history that this Redis holds: a random number above {@link Continuity#LOSS_BITS} bits that count the
     * losses noticed. A Redis that comes back empty has lost it with everything else, which is how that is noticed even
     * if producers were quicker to come back than the bridge.
     */
    private static final String EPOCH_KEY = "ballast:bridge:epoch";

    /** Sends commands pipelined; an error reply to one of them fails the whole. */
    private final Function<List<Request>, Uni<List<Response>>> pipeline;

    RedisStreamQueries(Function<List<Request>, Uni<List<Response>>> pipeline) {
        this.pipeline = pipeline;
    }

    /** The history's name, given now if it has none. */
    Uni<Long> ensureEpoch() {
        long random = (UUID.randomUUID().getMostSignificantBits() | 1L << 63) >>> 1;
        String candidate = Long.toString(random >>> Continuity.LOSS_BITS << Continuity.LOSS_BITS);
        return pipeline.apply(
                        List.of(request(Command.SET, EPOCH_KEY, candidate, "NX"), request(Command.GET, EPOCH_KEY)))
                .map(replies -> epoch(replies.get(1)));
    }

    /** Says that the history goes on, but has lost entries. */
    Uni<Long> nextEpoch() {
        return pipeline.apply(List.of(request(Command.INCR, EPOCH_KEY))).map(replies -> epoch(replies.getFirst()));
    }

    static Request readEpoch() {
        return request(Command.GET, EPOCH_KEY);
    }

    /**
     * What comes after {@code at}. The floor is looked up after the range was read: if the entry at {@code at} is still
     * there then, nothing can have been trimmed from the range before.
     */
    Uni<StreamPage> page(Topic topic, Position at, @Nullable Position upTo, int limit) {
        String key = topic.streamKey();
        return pipeline.apply(List.of(
                        request(
                                Command.XRANGE,
                                key,
                                "(" + at,
                                upTo == null ? "+" : upTo.toString(),
                                "COUNT",
                                Integer.toString(limit)),
                        request(Command.XREVRANGE, key, at.toString(), "-", "COUNT", "1"),
                        readEpoch()))
                .chain(replies -> {
                    List<StreamPage.Entry> entries = RedisReplies.entries(topic, replies.get(0));
                    Position floor = first(RedisReplies.entries(topic, replies.get(1)));
                    long epoch = epoch(replies.get(2));
                    Uni<Position> last = floor.equals(at) ? Uni.createFrom().item(floor) : last(topic);
                    return last.map(end -> new StreamPage(topic, entries, entries.size() == limit, floor, end, epoch));
                });
    }

    /** The newest entry still there; {@link Position#START} if there is none. */
    Uni<Position> newest(Topic topic) {
        return pipeline.apply(List.of(request(Command.XREVRANGE, topic.streamKey(), "+", "-", "COUNT", "1")))
                .map(replies -> first(RedisReplies.entries(topic, replies.getFirst())));
    }

    /** The id of the newest entry the stream ever took; {@link Position#START} if there is no stream. */
    Uni<Position> last(Topic topic) {
        return pipeline.apply(List.of(request(Command.XINFO, "STREAM", topic.streamKey())))
                .map(replies -> Position.parse(RedisReplies.info(replies.getFirst(), "last-generated-id")))
                .onFailure(failure -> String.valueOf(failure.getMessage()).contains("no such key"))
                .recoverWithItem(Position.START);
    }

    /** How many entries come after {@code at}, counted up to {@code most}. */
    Uni<Long> countAfter(Topic topic, Position at, int most) {
        return pipeline.apply(List.of(
                        request(Command.XRANGE, topic.streamKey(), "(" + at, "+", "COUNT", Integer.toString(most))))
                .map(replies -> (long) replies.getFirst().size());
    }

    static Request request(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        return request;
    }

    private static Position first(List<StreamPage.Entry> entries) {
        return entries.isEmpty() ? Position.START : entries.getFirst().position();
    }

    static long epoch(@Nullable Response reply) {
        if (reply == null) {
            throw new IllegalStateException("the source has no epoch yet: " + EPOCH_KEY);
        }
        return reply.toLong();
    }
}
