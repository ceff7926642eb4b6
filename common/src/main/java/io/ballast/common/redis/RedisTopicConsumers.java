// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.events.EventHandler;
import io.ballast.common.events.Topic;
import io.ballast.common.observability.Tracing;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.client.RedisClientName;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Makes {@link RedisTopicConsumer}s over the client that is kept for them. */
@ApplicationScoped
public class RedisTopicConsumers {

    private static final String DEAD_LETTERS = "ballast:stream:dlq:";
    private static final String SOLE = "sole";

    private final RedisTopicConsumer.Surroundings around;
    private final ConsumerConfig pace;
    private final Tracing tracing;
    private final String instance = UUID.randomUUID().toString();

    RedisTopicConsumers(
            @RedisClientName("consumer") Redis redis,
            RedisServers servers,
            RedisGateway gateway,
            RedisConfig config,
            ConsumerConfig pace,
            TimeSource time,
            Timer timer,
            MeterRegistry meters,
            Tracing tracing) {
        this.around = new RedisTopicConsumer.Surroundings(
                servers.connector("consumer", redis),
                new RedisDeadLetters(gateway, servers.clustered()),
                config,
                time,
                timer,
                meters);
        this.pace = pace;
        this.tracing = tracing;
    }

    /**
     * One consumer for each of the topic's streams, not started yet.
     *
     * @param group who consumes, the same for all instances; what it cannot handle goes to the stream {@code
     *     ballast:stream:dlq:<group>}, with the fields {@code dlqstream, dlqid, dlqcause, dlqattempts} added
     */
    public List<RedisTopicConsumer> of(String group, Topic topic, EventHandler handler) {
        return consumers(group, instance, topic, handler, () -> true);
    }

    /**
     * As {@link #of}, for a topic that one instance at a time reads, whichever holds its lease. All of them read under
     * one name, so that who comes next begins, in order, with what the one before had not acknowledged. An instance
     * that went on without the lease may bring an event to its handler once more, also late: what the handler writes
     * must be fenced.
     *
     * @param holds whether this instance is sure to hold the lease; asked before each read
     */
    public List<RedisTopicConsumer> sole(String group, Topic topic, EventHandler handler, BooleanSupplier holds) {
        return consumers(group, SOLE, topic, handler, holds);
    }

    private List<RedisTopicConsumer> consumers(
            String group, String consumer, Topic topic, EventHandler handler, BooleanSupplier reads) {
        return topic.shards().keys().stream()
                .map(stream -> new RedisTopicConsumer(
                        around,
                        pace,
                        new RedisGroup(stream, group, consumer, DEAD_LETTERS + group),
                        new RedisEntryHandling(topic, handler, pace, around, tracing),
                        reads))
                .toList();
    }
}
