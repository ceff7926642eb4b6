// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import static io.ballast.bridge.relay.RedisEnd.request;

import io.ballast.bridge.delivery.Position;
import io.ballast.bridge.route.RouteState;
import io.ballast.common.redis.RedisGateway;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.time.TimeSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks source and target how far a lane is, and tells other instances how those do that this one carries. */
@ApplicationScoped
class RedisLaneSampler {

    private static final long RECENT_MS = 5000;
    private static final String STATES = "ballast:bridge:states";

    private static final String LAG =
            """
            local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
            return {#redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', 1000), last and last[1] or ''}""";

    private final RelayEnvironment around;
    private final RedisGateway redis;
    private final ServiceInstance self;
    private final TimeSource time;

    RedisLaneSampler(RelayEnvironment around, RedisGateway redis, ServiceInstance self, TimeSource time) {
        this.around = around;
        this.redis = redis;
        this.self = self;
        this.time = time;
    }

    /** Fails while source or target is away. */
    Uni<LaneSample> sample(LaneRun run, LaneSample before, double seconds) {
        Lane lane = run.lane();
        return told(run).chain(elsewhere -> around.target(lane)
                .ask(List.of(request(Command.HMGET, lane.positionKey(), "position", "delivered")))
                .chain(replies -> {
                    String mark = text(replies.getFirst().get(0));
                    String delivered = text(replies.getFirst().get(1));
                    long count = delivered.isEmpty() ? 0 : Long.parseLong(delivered);
                    double rate = Math.max(0, count - before.delivered()) / seconds;
                    return lag(lane, mark).map(lag -> new LaneSample(mark, count, rate, lag[0], lag[1], elsewhere));
                }));
    }

    private Uni<long[]> lag(Lane lane, String mark) {
        Position at = mark.isEmpty() ? Position.START : Mark.parse(mark).at();
        return around.source(lane)
                .ask(List.of(request(Command.EVAL, LAG, "1", lane.stream(), at.toString())))
                .map(replies -> {
                    long events = replies.getFirst().get(0).toLong();
                    String last = text(replies.getFirst().get(1));
                    boolean known = events > 0 && !at.equals(Position.START);
                    return new long[] {events, known ? Position.parse(last).ms() - at.ms() : 0};
                });
    }

    /** Says how the lane does here, or hears how it does elsewhere. */
    private Uni<LaneSample.@Nullable Elsewhere> told(LaneRun run) {
        String field = run.lane().leaseName();
        if (run.owned()) {
            RouteState state = run.state();
            String cause = state instanceof RouteState.Retrying retrying ? retrying.cause() : "";
            String said = time.now().toEpochMilli() + "|" + self.id() + "|"
                    + state.getClass().getSimpleName() + "|" + cause;
            return redis.command(io.vertx.mutiny.redis.client.Command.HSET, STATES, field, said)
                    .replaceWith((LaneSample.Elsewhere) null);
        }
        return redis.command(io.vertx.mutiny.redis.client.Command.HGET, STATES, field)
                .map(this::heard);
    }

    private LaneSample.@Nullable Elsewhere heard(@Nullable Response said) {
        String[] parts = said == null ? new String[0] : said.toString().split("\\|", 4);
        return parts.length == 4 && time.now().toEpochMilli() - Long.parseLong(parts[0]) < RECENT_MS
                ? new LaneSample.Elsewhere(parts[1], parts[2], parts[3])
                : null;
    }

    private static String text(@Nullable Response reply) {
        return reply == null ? "" : reply.toString();
    }
}
