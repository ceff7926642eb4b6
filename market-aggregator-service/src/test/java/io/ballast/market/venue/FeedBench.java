// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.resilience.TestBreakers;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.ballast.common.web.client.GuardedHttp;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A venue's feed with real sockets, a real loop and short limits. */
public final class FeedBench implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    public final RecordingListener heard = new RecordingListener();
    public final VenueFeed feed;
    private final Vertx vertx = Vertx.vertx();

    /** @param limits keys and values in turns, for example {@code "ballast.market.silence", "1s"} */
    public FeedBench(VenueAdapter adapter, VenueServer server, Set<Channel> channels, String symbol, String... limits) {
        this((venue, captureName, url) -> WireTap.Wire.UNSEEN, adapter, server, channels, symbol, limits);
    }

    /** Of a venue at an address where no server of ours is. */
    public FeedBench(VenueAdapter adapter, String wsUrl, Set<Channel> channels, String symbol, String... limits) {
        this((venue, captureName, url) -> WireTap.Wire.UNSEEN, adapter, wsUrl, "http://none", channels, symbol, limits);
    }

    /** @param tap is shown every frame */
    public FeedBench(
            WireTap tap,
            VenueAdapter adapter,
            VenueServer server,
            Set<Channel> channels,
            String symbol,
            String... limits) {
        this(tap, adapter, server.ws(), server.http(), channels, symbol, limits);
    }

    private FeedBench(
            WireTap tap,
            VenueAdapter adapter,
            String wsUrl,
            String restUrl,
            Set<Channel> channels,
            String symbol,
            String... limits) {
        MarketConfig config = TestConfig.of(MarketConfig.class, limits(limits));
        VenueSetup setup = new VenueSetup(
                adapter.venue(),
                wsUrl,
                Optional.of(restUrl),
                List.of(Symbol.of(symbol)),
                channels,
                adapter.depth(OptionalInt.empty()),
                adapter.levelsKept(adapter.depth(OptionalInt.empty())));
        TimeSource time = new TimeSource() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
        Timer timer = (delay, task) -> {
            long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
            return () -> vertx.cancelTimer(id);
        };
        String breaker = "venue-" + adapter.venue();
        GuardedHttp http = GuardedHttp.of(
                vertx,
                TestBreakers.of(
                        new ServiceInstance("market", "market@test"),
                        time,
                        timer,
                        new SimpleMeterRegistry(),
                        Map.of("ballast.breaker." + breaker + ".failures", "1000")),
                time);
        feed = new VenueFeed(
                adapter,
                setup,
                heard,
                new VenueRuntime(
                        new VenueLoop(vertx),
                        time,
                        timer,
                        new VenueSockets(vertx, config.connectTimeout(), config.maxMessageBytes()),
                        url -> VenueRuntimes.reply(http, breaker, url, config),
                        FrameTrace.NONE,
                        tap,
                        new VenueMeters(new SimpleMeterRegistry(), adapter.venue()),
                        config));
        feed.start();
    }

    private static String[] limits(String... more) {
        String[] all = {
            "ballast.market.backoff-first", "50ms",
            "ballast.market.backoff-ceiling", "100ms",
            "ballast.market.connect-attempts", "10000",
            "ballast.market.check-interval", "50ms",
            "ballast.market.max-message-bytes", "100000"
        };
        String[] both = Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, both, all.length, more.length);
        return both;
    }

    /** Runs something again and again for as long as this lasts. */
    public void every(long millis, Runnable task) {
        vertx.setPeriodic(millis, fired -> task.run());
    }

    /** Dials so far. */
    public long attempts() {
        return feed.link().attempts();
    }

    public Venues.Status status() {
        return feed.status().await().atMost(LIMIT);
    }

    public VenueBook book(String symbol) {
        return feed.book(Symbol.of(symbol), 100).await().atMost(LIMIT);
    }

    @Override
    public void close() throws Exception {
        feed.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
