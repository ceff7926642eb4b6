// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.redis;

import io.ballast.bridge.delivery.Position;
import io.ballast.bridge.delivery.Positions;
import io.ballast.bridge.delivery.StreamPage;
import io.ballast.bridge.route.Route;
import io.ballast.bridge.route.RouteId;
import io.ballast.bridge.route.StreamStore;
import io.ballast.common.events.Topic;
import io.ballast.common.link.Backoff;
import io.ballast.common.link.LinkMeters;
import io.ballast.common.link.LinkSettings;
import io.ballast.common.link.Supervisor;
import io.ballast.common.redis.RedisGateway;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.client.RedisClientName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The streams in this region's Redis: tails over the client for blocking reads, everything else over the gateway. */
@ApplicationScoped
class RedisStreamStore implements StreamStore {

    private static final int COUNTED_LAG = 1000;

    private final Redis blocking;
    private final RedisStreamQueries queries;
    private final RedisDeadLetters deadLetters;
    private final StreamConfig config;
    private final Breakers breakers;
    private final TimeSource time;
    private final Timer timer;
    private final MeterRegistry meters;

    RedisStreamStore(
            @RedisClientName("blocking") Redis blocking,
            RedisGateway gateway,
            RedisDeadLetters deadLetters,
            StreamConfig config,
            Breakers breakers,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        this.blocking = blocking;
        this.queries = new RedisStreamQueries(gateway::batch);
        this.deadLetters = deadLetters;
        this.config = config;
        this.breakers = breakers;
        this.time = time;
        this.timer = timer;
        this.meters = meters;
    }

    @Override
    public Reading open(Route route, Listener listener) {
        breakers.declare(
                RedisStreamReader.breaker(route.id()),
                () -> queries.last(route.topics().getFirst()));
        RedisStreamReader reader = new RedisStreamReader(route, listener, blocking, config, breakers);
        Supervisor link = LinkMeters.watch(supervised(reader, route.id(), listener, config, time, timer), meters);
        link.start();
        return link::close;
    }

    static Supervisor supervised(
            RedisStreamReader reader,
            RouteId route,
            Listener listener,
            StreamConfig config,
            TimeSource time,
            Timer timer) {
        LinkSettings settings = new LinkSettings(
                new Backoff(config.backoffFirst(), config.backoffCeiling()),
                config.connectTimeout(),
                config.silence(),
                Duration.ofSeconds(10));
        return new Supervisor(
                "stream-reader-" + route, reader, settings, time, timer, new SplittableRandom(), listener::moved);
    }

    @Override
    public Uni<List<StreamPage>> read(Positions after, @Nullable Positions upTo, int limit) {
        List<Uni<StreamPage>> pages = after.asMap().entrySet().stream()
                .map(at -> queries.page(at.getKey(), at.getValue(), upTo == null ? null : upTo.at(at.getKey()), limit))
                .toList();
        return Uni.join().all(pages).andFailFast();
    }

    @Override
    public Uni<Map<Topic, Lag>> lag(Positions of) {
        List<Uni<Map.Entry<Topic, Lag>>> lags = of.asMap().entrySet().stream()
                .map(at -> lag(at.getKey(), at.getValue()).map(lag -> Map.entry(at.getKey(), lag)))
                .toList();
        return Uni.join().all(lags).andFailFast().map(all -> all.stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private Uni<Lag> lag(Topic topic, Position at) {
        return queries.newest(topic)
                .chain(newest -> newest.isAfter(at)
                        ? queries.countAfter(topic, at, COUNTED_LAG)
                                .map(count -> new Lag(count, at.equals(Position.START) ? 0 : newest.ms() - at.ms()))
                        : Uni.createFrom().item(new Lag(0, 0)));
    }

    @Override
    public void deadLetter(RouteId route, StreamPage.Entry entry, String cause) {
        deadLetters.add(route, entry, cause);
    }
}
