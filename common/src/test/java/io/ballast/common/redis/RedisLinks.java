// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.events.EventPublisher;
import io.ballast.common.events.IdempotentPublisher;
import io.ballast.common.observability.Tracing;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.resilience.TestBreakers;
import io.ballast.common.testing.RealTime;
import io.ballast.common.testing.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** For tests of other packages: the Redis beans of one replica, with quick settings, over a real server. */
public final class RedisLinks implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final RealTime time = new RealTime(vertx.getDelegate());
    private final RedisConfig config;
    private final MeterRegistry meters;
    private final Breakers breakers = breakers(time);
    private final RedisGateway gateway;
    private final Redis blocking;

    public RedisLinks(String url, MeterRegistry meters) {
        this(url, url, meters);
    }

    /** @param blockingUrl where blocking reads go, for example through a proxy */
    public RedisLinks(String url, String blockingUrl, MeterRegistry meters) {
        this.meters = meters;
        this.config = Settings.of(
                RedisConfig.class,
                "ballast.redis",
                "url=" + url,
                "ping-interval=100ms",
                "command-timeout=1s",
                "backoff-first=20ms",
                "backoff-ceiling=100ms",
                "statistics-interval=100ms");
        this.gateway = new RedisGateway(Redis.createClient(vertx, url), config, breakers, time, time, meters);
        this.blocking = Redis.createClient(vertx, blockingUrl);
        gateway.start(new StartupEvent());
    }

    static Breakers breakers(RealTime time) {
        ServiceInstance self = new ServiceInstance("test", "test@here");
        return TestBreakers.of(self, time, time, new SimpleMeterRegistry(), Map.of());
    }

    Breakers breakers() {
        return breakers;
    }

    /** As soon as commands are answered. */
    public static RedisLinks up(String url, MeterRegistry meters) {
        RedisLinks links = new RedisLinks(url, meters);
        await().untilAsserted(() -> assertThat(links.gateway.up()).isTrue());
        return links;
    }

    public RedisGateway gateway() {
        return gateway;
    }

    public EventPublisher publisher() {
        return new RedisEventPublisher(gateway, meters);
    }

    public IdempotentPublisher idempotentPublisher() {
        return new RedisIdempotentPublisher(gateway, meters);
    }

    /** Those of one instance. */
    RedisTopicConsumers consumers(String... settings) {
        List<String> all = new ArrayList<>(
                List.of("claim-after=600ms", "retry-first=10ms", "retry-ceiling=40ms", "handler-limit=10s"));
        all.addAll(List.of(settings));
        return new RedisTopicConsumers(
                blocking,
                config,
                Settings.of(ConsumerConfig.class, "ballast.events.consumer", all.toArray(String[]::new)),
                time,
                time,
                meters,
                new Tracing(OpenTelemetry.noop()));
    }

    public RedisTails tails() {
        return new RedisTails(blocking, config, time, time, meters);
    }

    public RealTime time() {
        return time;
    }

    @Override
    public void close() {
        gateway.stop();
        vertx.closeAndAwait();
    }
}
