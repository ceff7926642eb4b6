// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.redis;

import io.ballast.bridge.delivery.Continuity;
import io.ballast.bridge.delivery.Outgoing;
import io.ballast.bridge.delivery.Position;
import io.ballast.bridge.delivery.Positions;
import io.ballast.bridge.delivery.StreamPage;
import io.ballast.bridge.route.Route;
import io.ballast.bridge.route.RouteId;
import io.ballast.bridge.route.StreamStore;
import io.ballast.common.events.Topic;
import io.ballast.common.link.Attempt;
import io.ballast.common.link.Dialer;
import io.ballast.common.redis.RedisDedicated;
import io.ballast.common.resilience.Breakers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tail of a route's streams with XREAD BLOCK on a connection of its own. Positions outlive the connection, so
 * the next one goes on where the last one ended; before it does, it asks whether the streams still continue from there.
 */
final class RedisStreamReader implements Dialer {

    private final Route route;
    private final Map<String, Topic> byKey;
    private final StreamStore.Listener listener;
    private final Redis redis;
    private final StreamConfig config;
    private final Breakers breakers;
    private final String breaker;
    /** Guarded by this, as is every call of the listener: an old connection's last batch must not overlap a new one. */
    private Positions positions = Positions.NONE;

    private long epoch;

    RedisStreamReader(Route route, StreamStore.Listener listener, Redis redis, StreamConfig config, Breakers breakers) {
        this.route = route;
        this.listener = listener;
        this.redis = redis;
        this.config = config;
        this.breakers = breakers;
        this.breaker = breaker(route.id());
        this.byKey = route.topics().stream()
                .collect(Collectors.toMap(Topic::streamKey, topic -> topic, (a, b) -> a, LinkedHashMap::new));
    }

    /** Named for operators: who forces it open halts the route, which later goes on where it was. */
    static String breaker(RouteId id) {
        return "route-" + id;
    }

    @Override
    public Connection dial(Attempt attempt) {
        Tail tail = new Tail(attempt);
        tail.begin();
        return tail;
    }

    private synchronized long epoch() {
        return epoch;
    }

    private synchronized Position at(Topic topic) {
        return positions.at(topic);
    }

    /** Where a topic goes on, in a stream as it is now. */
    private Uni<Continuity> next(RedisStreamQueries queries, Topic topic) {
        long reached = epoch();
        if (reached != 0) {
            Position at = at(topic);
            return queries.page(topic, at, null, 1).map(page -> Continuity.judge(at, reached, page));
        }
        return switch (route.from()) {
            case Route.From.New ignored -> queries.last(topic).map(Continuity.Unbroken::new);
            case Route.From.Oldest ignored -> Uni.createFrom().item(new Continuity.Unbroken(Position.START));
            case Route.From.Id(Position after) -> Uni.createFrom().item(new Continuity.Unbroken(after));
            case Route.From.Time(var instant) ->
                Uni.createFrom()
                        .item(new Continuity.Unbroken(new Position(Math.max(0, instant.toEpochMilli() - 1), -1)));
        };
    }

    /** One connection reading. */
    private final class Tail implements Connection {

        private final Attempt attempt;
        private @Nullable RedisConnection connection;
        private volatile boolean closed;

        Tail(Attempt attempt) {
            this.attempt = attempt;
        }

        void begin() {
            breakers.attempted(breaker, () -> RedisDedicated.open(redis, config.redis())
                            .call(this::prepared))
                    .subscribe()
                    .with(
                            made -> {
                                attempt.up();
                                read(made);
                            },
                            this::failed);
        }

        private Uni<Void> prepared(RedisConnection made) {
            if (!adopt(made)) {
                made.closeAndForget();
                return Uni.createFrom().failure(new IllegalStateException("given up while it was connecting"));
            }
            made.exceptionHandler(this::failed);
            made.endHandler(() -> attempt.down("connection closed by the server"));
            RedisStreamQueries queries = new RedisStreamQueries(made::batch);
            return queries.ensureEpoch().chain(now -> open(queries, now));
        }

        /** Holds no lock while the supervisor is told anything: it closes this under a lock of its own. */
        private synchronized boolean adopt(RedisConnection made) {
            connection = made;
            return !closed;
        }

        private Uni<Void> open(RedisStreamQueries queries, long now) {
            List<Uni<Continuity>> each =
                    route.topics().stream().map(topic -> next(queries, topic)).toList();
            return Uni.join()
                    .all(each)
                    .andFailFast()
                    .chain(found -> settled(queries, now, found).invoke(epoch -> opened(epoch, found)))
                    .replaceWithVoid();
        }

        /** Whoever finds a loss first says so: from the streams alone, those who were behind it could not tell. */
        private Uni<Long> settled(RedisStreamQueries queries, long now, List<Continuity> found) {
            boolean news = epoch() == now
                    && found.stream()
                            .anyMatch(each -> each instanceof Continuity.Broken gap
                                    && gap.reason() == Outgoing.Reason.SOURCE_LOST_ENTRIES);
            return news ? queries.nextEpoch() : Uni.createFrom().item(now);
        }

        private void opened(long now, List<Continuity> found) {
            synchronized (RedisStreamReader.this) {
                if (closed) {
                    return;
                }
                Map<Topic, Continuity> topics = new LinkedHashMap<>();
                for (int i = 0; i < found.size(); i++) {
                    Topic topic = route.topics().get(i);
                    topics.put(topic, found.get(i));
                    positions = positions.with(topic, found.get(i).from());
                }
                epoch = now;
                listener.opened(now, topics);
            }
        }

        private void read(RedisConnection made) {
            if (closed) {
                return;
            }
            Request read = RedisStreamQueries.request(
                    Command.XREAD,
                    "COUNT",
                    Integer.toString(route.batch()),
                    "BLOCK",
                    Long.toString(config.block().toMillis()),
                    "STREAMS");
            byKey.keySet().forEach(read::arg);
            byKey.values().forEach(topic -> read.arg(at(topic).toString()));
            breakers.guarded(breaker, () -> made.batch(List.of(RedisStreamQueries.readEpoch(), read)))
                    .subscribe()
                    .with(
                            replies -> {
                                attempt.activity();
                                if (RedisStreamQueries.epoch(replies.get(0)) == epoch()) {
                                    took(replies.get(1));
                                    read(made);
                                } else {
                                    attempt.down("the source's history has got another name");
                                }
                            },
                            this::failed);
        }

        private void took(@Nullable Response reply) {
            List<StreamPage.Entry> entries = RedisReplies.tail(byKey, reply);
            synchronized (RedisStreamReader.this) {
                if (!closed && !entries.isEmpty()) {
                    listener.entries(entries);
                    entries.forEach(entry -> positions = positions.with(entry.topic(), entry.position()));
                }
            }
        }

        private void failed(Throwable failure) {
            attempt.down(String.valueOf(failure.getMessage()));
        }

        @Override
        public void close() {
            RedisConnection made;
            synchronized (this) {
                closed = true;
                made = connection;
            }
            if (made != null) {
                made.closeAndForget();
            }
        }
    }
}
