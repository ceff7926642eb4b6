// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import static io.ballast.bridge.relay.RedisEnd.request;

import io.ballast.bridge.delivery.Continuity;
import io.ballast.bridge.delivery.Position;
import io.ballast.bridge.route.Route;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A stream read with XREAD, so that nothing is ever pending and no consumer can die. The route's group has no consumers:
 * it is moved to where the target has come, for whoever looks at it and for the trimmer, which stays behind it.
 */
final class RedisRelaySource implements RelaySource {

    private static final Logger LOG = Logger.getLogger(RedisRelaySource.class);

    /** Names the life of this Redis; shared with the reader that feeds push clients. */
    private static final String EPOCH_KEY = "ballast:bridge:epoch";

    private final Lane lane;
    private final RedisConnection connection;
    private final Duration block;
    private final Duration limit;
    private final AtomicReference<@Nullable Position> toTell = new AtomicReference<>();

    RedisRelaySource(Lane lane, RedisConnection connection, Duration block, Duration limit) {
        this.lane = lane;
        this.connection = connection;
        this.block = block;
        this.limit = limit;
    }

    @Override
    public Uni<Mark.History> history() {
        long random = (UUID.randomUUID().getMostSignificantBits() | 1L << 63) >>> 1;
        String candidate = Long.toString(random >>> Continuity.LOSS_BITS << Continuity.LOSS_BITS);
        return send(Command.SET, EPOCH_KEY, candidate, "NX")
                .chain(() -> send(Command.GET, EPOCH_KEY))
                .chain(name -> send(Command.XRANGE, lane.stream(), "-", "+", "COUNT", "1")
                        .chain(first -> last().map(last -> new Mark.History(name.toLong(), first(first), last))));
    }

    private Uni<Position> last() {
        return send(Command.XINFO, "STREAM", lane.stream())
                .map(reply -> Position.parse(RedisRelayReplies.field(reply, "last-generated-id")))
                .onFailure(failure -> says(failure, "no such key"))
                .recoverWithItem(Position.START);
    }

    private static Position first(Response entries) {
        return entries.size() == 0
                ? Position.START
                : Position.parse(entries.get(0).get(0).toString());
    }

    @Override
    public Uni<List<SourceEntry>> upTo(Position at, int most) {
        return send(Command.XREVRANGE, lane.stream(), at.toString(), "-", "COUNT", Integer.toString(most))
                .map(RedisRelayReplies::range);
    }

    @Override
    public Uni<Mark> origin(Mark.History now) {
        Mark wanted =
                switch (lane.route().from()) {
                    case Route.From.New ignored -> new Mark(now.name(), now.last());
                    case Route.From.Oldest ignored -> new Mark(now.name(), Position.START);
                    case Route.From.Id(Position after) -> new Mark(0, after);
                    case Route.From.Time(var instant) ->
                        new Mark(0, new Position(Math.max(0, instant.toEpochMilli() - 1), -1));
                };
        return send(Command.SET, lane.originKey(), wanted.text(), "NX")
                .chain(() -> send(Command.GET, lane.originKey()))
                .map(kept -> Mark.parse(kept.toString()));
    }

    @Override
    public Uni<Void> begin(Position at) {
        return send(Command.XGROUP, "CREATE", lane.stream(), group(), at.toString(), "MKSTREAM")
                .onFailure(failure -> says(failure, "BUSYGROUP"))
                .recoverWithUni(() -> send(Command.XGROUP, "SETID", lane.stream(), group(), at.toString()))
                .replaceWithVoid()
                .onFailure(failure -> says(failure, "NOPERM"))
                .invoke(failure -> LOG.warnf(
                        "route goes on without its group, behind which the trimmer stays: route=%s stream=%s error=%s",
                        lane.route().id(), lane.stream(), failure.getMessage()))
                .onFailure(failure -> says(failure, "NOPERM"))
                .recoverWithNull();
    }

    private String group() {
        return lane.route().source().group();
    }

    @Override
    public Uni<List<SourceEntry>> after(Position at, int most) {
        tell();
        return RedisEnd.limited(
                        connection.send(request(
                                Command.XREAD,
                                "COUNT",
                                Integer.toString(most),
                                "BLOCK",
                                Long.toString(Math.max(1, block.toMillis())),
                                "STREAMS",
                                lane.stream(),
                                at.toString())),
                        limit.plus(block))
                .map(reply -> RedisRelayReplies.read(lane.stream(), reply));
    }

    @Override
    public void carried(Position upTo) {
        toTell.set(upTo);
    }

    /** In front of the next read, on the same connection. A group that was removed by hand is made again. */
    private void tell() {
        Position at = toTell.getAndSet(null);
        if (at != null) {
            connection
                    .send(request(Command.XGROUP, "SETID", lane.stream(), group(), at.toString()))
                    .onFailure(failure -> says(failure, "NOGROUP"))
                    .recoverWithUni(() -> send(Command.XGROUP, "CREATE", lane.stream(), group(), at.toString()))
                    .subscribe()
                    .with(
                            told -> {},
                            failure -> LOG.debugf(
                                    "group not moved: route=%s stream=%s error=%s",
                                    lane.route().id(), lane.stream(), failure.getMessage()));
        }
    }

    private Uni<Response> send(Command command, String... arguments) {
        return RedisEnd.limited(connection.send(request(command, arguments)), limit);
    }

    private static boolean says(Throwable failure, String code) {
        return String.valueOf(failure.getMessage()).contains(code);
    }
}
