// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.market.venue.Channel;
import io.ballast.market.venue.FeedBench;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.VenueServer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Over real sockets: stream and snapshot together. */
class BinanceSocketTest {

    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final AtomicInteger snapshots = new AtomicInteger();

    @Test
    void diffsAndSnapshotBecomeABookAgainAfterACutAndARefusedRequest() throws Exception {
        try (VenueServer server = new VenueServer()
                        .onOpen(socket -> {
                            paths.add(socket.uri());
                            VenueServer.say(socket, BinanceBench.diff("BTCUSDT", 9, 10, "1.05", "1"));
                            VenueServer.say(socket, BinanceBench.diff("BTCUSDT", 11, 12, "1.10", "2.50"));
                        })
                        .onRequest(request -> {
                            if (snapshots.incrementAndGet() == 1) {
                                request.response()
                                        .setStatusCode(429)
                                        .putHeader("Retry-After", "0")
                                        .end()
                                        .onFailure(failure -> {});
                            } else {
                                VenueServer.reply(request, BinanceBench.snapshot(10));
                            }
                        });
                FeedBench bench = new FeedBench(
                        BinanceBench.adapter(), server, Set.of(Channel.BOOK, Channel.TRADES), "BTC-USDT")) {
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
            assertThat(paths).containsExactly("/stream?streams=btcusdt@depth@100ms/btcusdt@aggTrade");
            assertThat(bench.book("BTC-USDT").levels().bids().getFirst().size()).hasToString("2.50");
            assertThat(bench.book("BTC-USDT").sequence()).isEqualTo(12);
            assertThat(snapshots).hasValue(2);

            server.cut();
            await().untilAsserted(() -> assertThat(bench.status().reconnects()).isEqualTo(1));
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
            assertThat(bench.book("BTC-USDT").sequence()).isEqualTo(12);
            assertThat(snapshots).hasValue(3);
        }
    }

    @Test
    void withoutAnySnapshotInTimeTheConnectionIsMadeAnew() throws Exception {
        try (VenueServer server = new VenueServer();
                FeedBench bench = new FeedBench(
                        BinanceBench.adapter(),
                        server.onRequest(request ->
                                request.response().setStatusCode(500).end().onFailure(failure -> {})),
                        Set.of(Channel.BOOK),
                        "BTC-USDT",
                        "ballast.market.sync-timeout",
                        "300ms")) {
            await().untilAsserted(() -> assertThat(bench.status().lastError()).contains("no book within"));
            await().untilAsserted(() -> assertThat(bench.status().reconnects()).isPositive());
        }
    }
}
