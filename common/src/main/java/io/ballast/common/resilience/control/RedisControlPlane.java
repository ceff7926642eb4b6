// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventFields;
import io.ballast.common.events.Topic;
import io.ballast.common.redis.RedisServers;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.client.RedisClientName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The control plane in Redis, over a client of its own that no breaker stands in front of. Values of the hashes are
 * JSON that names its own owner, so that they can be read with HVALS, which looks the same in both protocols.
 */
@ApplicationScoped
class RedisControlPlane implements ControlPlane {

    private static final String STREAM = Topic.CIRCUIT_EVENTS.streamKey();
    private static final String OVERRIDES = "ballast:circuit:overrides";
    private static final String INSTANCES = "ballast:circuit:instances";

    /** Sets a decision unless one with a later stamp is there; returns what then is there. */
    private static final String OFFER =
            """
            local held = redis.call('HGET', KEYS[1], ARGV[1])
            if held then
              local read, old = pcall(cjson.decode, held)
              if read and type(old) == 'table' and type(old.stamp) == 'string' and old.stamp >= ARGV[2] then
                return held
              end
            end
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
            return ARGV[3]
            """;

    private final RedisControlLink link;
    private final RedisControlJson json;

    RedisControlPlane(
            @RedisClientName("control") Redis redis,
            RedisServers servers,
            ControlConfig config,
            RedisControlJson json,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        this.link = new RedisControlLink(servers.commands("control", redis), STREAM, config, time, timer, meters);
        this.json = json;
    }

    @Override
    public void follow(Follower follower) {
        link.start(follower);
    }

    @Override
    public void close() {
        link.close();
    }

    @Override
    public boolean connected() {
        return link.up();
    }

    @Override
    public Uni<Void> append(List<Event> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return link.batch(events.stream().map(RedisControlPlane::entry).toList())
                .replaceWithVoid();
    }

    private static Request entry(Event event) {
        Request request = Request.cmd(Command.XADD).arg(STREAM).arg("*");
        EventFields.encode(event).forEach((field, value) -> request.arg(field).arg(value));
        return request;
    }

    @Override
    public Uni<List<Recorded>> newest(int count, @Nullable String before) {
        String end = before == null ? "+" : "(" + before;
        return link.command(Command.XREVRANGE, STREAM, end, "-", "COUNT", Integer.toString(count))
                .map(RedisControlEntries::of);
    }

    @Override
    public Uni<List<Recorded>> browse(int count, @Nullable String before) {
        String end = before == null ? "+" : "(" + before;
        return link.stale(Command.XREVRANGE, STREAM, end, "-", "COUNT", Integer.toString(count))
                .map(RedisControlEntries::of);
    }

    @Override
    public Uni<List<Decision>> decisions() {
        return link.command(Command.HVALS, OVERRIDES).map(values -> json.all(values, Decision.class));
    }

    @Override
    public Uni<Decision> offer(Decision decision) {
        return link.command(
                        Command.EVAL,
                        OFFER,
                        "1",
                        OVERRIDES,
                        decision.subject(),
                        decision.stamp(),
                        json.stamped(decision, decision.stamp()))
                .map(held -> json.one(held, Decision.class).orElse(decision));
    }

    @Override
    public Uni<Void> publish(FleetReport report) {
        return link.command(Command.HSET, INSTANCES, report.instance(), json.write(report))
                .replaceWithVoid();
    }

    @Override
    public Uni<List<FleetReport>> reports() {
        return link.command(Command.HVALS, INSTANCES).map(values -> json.all(values, FleetReport.class));
    }

    @Override
    public Uni<Void> forget(Collection<String> instances) {
        Request request = Request.cmd(Command.HDEL).arg(INSTANCES);
        instances.forEach(request::arg);
        return link.batch(List.of(request)).replaceWithVoid();
    }
}
