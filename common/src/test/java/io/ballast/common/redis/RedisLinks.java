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
import io.vertx.redis.client.RedisOptions;
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
    private final RedisServers servers;

    /** @param url of one server; several addresses are a cluster's nodes */
    public RedisLinks(String url, MeterRegistry meters) {
        this(url, url, meters);
    }

    /** @param blockingUrl where blocking reads and subscriptions go, for example through a proxy */
    public RedisLinks(String url, String blockingUrl, MeterRegistry meters) {
        this(settings(url), blockingUrl, meters);
    }

    private static RedisConfig settings(String url) {
        String topology = "topology=" + (url.contains(",") ? "cluster" : "standalone");
        return QuickSettings.of(url, topology, "command-timeout=1s", "ping-interval=100ms", "backoff-first=20ms");
    }

    /** @param settings {@code name=value} without {@code ballast.redis.} */
    static RedisLinks of(String url, String... settings) {
        return new RedisLinks(QuickSettings.of(url, settings), url, new SimpleMeterRegistry());
    }

    /** Those of one replica, over a cluster. */
    public static RedisLinks cluster(String urls, String... settings) {
        List<String> all = new ArrayList<>(
                List.of("topology=cluster", "command-timeout=1s", "ping-interval=100ms", "backoff-first=20ms"));
        all.addAll(List.of(settings));
        return new RedisLinks(QuickSettings.of(urls, all.toArray(String[]::new)), urls, new SimpleMeterRegistry());
    }

    /** With limits so short that even a dial which ran into a fault ends within half a second of the repair. */
    static RedisLinks quick(String url, String blockingUrl, MeterRegistry meters) {
        return new RedisLinks(QuickSettings.of(url), blockingUrl, meters);
    }

    private RedisLinks(RedisConfig config, String blockingUrl, MeterRegistry meters) {
        this.meters = meters;
        this.config = config;
        RedisClientOptions options = new RedisClientOptions(config);
        this.servers = new RedisServers(config, options, vertx, time, time, meters);
        this.gateway = new RedisGateway(client(config.url(), options), servers, config, breakers, time, time);
        this.blocking = client(blockingUrl, options);
        gateway.start(new StartupEvent());
    }

    private Redis client(String urls, RedisClientOptions known) {
        RedisOptions options = new RedisOptions();
        for (String url : urls.split(",")) {
            options.addConnectionString(url);
        }
        for (String name : List.of("<default>", "pubsub", "invalidation", "consumer", "control")) {
            known.customize(name, options);
        }
        return Redis.createClient(vertx, options);
    }

    RedisSubscriptions subscriptions() {
        return new RedisSubscriptions(blocking, servers, config, time, time, meters);
    }

    static RedisGateway gateway(Redis redis, Vertx vertx, RedisConfig config, Breakers breakers, RealTime time) {
        RedisClientOptions options = new RedisClientOptions(config);
        RedisServers servers = new RedisServers(config, options, vertx, time, time, new SimpleMeterRegistry());
        return new RedisGateway(redis, servers, config, breakers, time, time);
    }

    /** Of {@code url}, for tests of other packages. */
    public static RedisServers servers(String url, Vertx vertx, RealTime time) {
        RedisConfig config = QuickSettings.of(url);
        return new RedisServers(config, new RedisClientOptions(config), vertx, time, time, new SimpleMeterRegistry());
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
                servers,
                gateway,
                config,
                Settings.of(ConsumerConfig.class, "ballast.events.consumer", all.toArray(String[]::new)),
                time,
                time,
                meters,
                new Tracing(OpenTelemetry.noop()));
    }

    public RedisServers servers() {
        return servers;
    }

    public Redis blocking() {
        return blocking;
    }

    public RedisTails tails() {
        return new RedisTails(blocking, servers, config, time, time, meters);
    }

    public RealTime time() {
        return time;
    }

    @Override
    public void close() {
        gateway.stop();
        servers.close();
        vertx.closeAndAwait();
    }
}
