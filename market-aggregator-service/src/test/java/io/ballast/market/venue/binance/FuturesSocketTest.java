// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.market.venue.Channel;
import io.ballast.market.venue.FeedBench;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.VenueServer;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Over real sockets: one conversation over two of them. */
class FuturesSocketTest {

    private static final String BTC = "BTC-USDT-PERP";
    private static final Set<Channel> CHANNELS = Set.of(Channel.BOOK, Channel.TRADES);

    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final List<Integer> statuses = new CopyOnWriteArrayList<>();
    private final AtomicInteger snapshots = new AtomicInteger();

    @Test
    void bothSocketsTogetherMakeTheFeedAndBansOfSnapshotsAreHonoured() throws Exception {
        try (VenueServer server = venue(List.of(418, 429));
                FeedBench bench = new FeedBench(BinanceBench.adapter(Market.USDM), server, CHANNELS, BTC)) {
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
            assertThat(paths)
                    .containsExactlyInAnyOrder(
                            "/public/stream?streams=btcusdt@depth@100ms", "/market/stream?streams=btcusdt@aggTrade");
            assertThat(bench.book(BTC).levels().bids().getFirst().price()).hasToString("1.10");
            await().untilAsserted(() -> assertThat(bench.heard.trades()).hasSize(1));
            assertThat(snapshots).hasValue(3);
            assertThat(statuses).containsExactly(418, 429);
        }
    }

    @Test
    void theEndOfOneSocketIsTheEndOfTheConversationAndBothAreOpenedAnew() throws Exception {
        try (VenueServer server = venue(List.of());
                FeedBench bench = new FeedBench(BinanceBench.adapter(Market.USDM), server, CHANNELS, BTC)) {
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));

            close(market(server));

            await().untilAsserted(() -> assertThat(bench.status().reconnects()).isEqualTo(1));
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
            await().untilAsserted(() -> assertThat(server.open()).hasSize(2));
            assertThat(paths).hasSize(4);
        }
    }

    @Test
    void aSocketThatIsHalfOpenIsNoticedThoughTheOtherIsWell() throws Exception {
        try (VenueServer server = venue(List.of());
                FeedBench bench = new FeedBench(
                        BinanceBench.adapter(Market.USDM),
                        server,
                        CHANNELS,
                        BTC,
                        "ballast.market.ping-interval",
                        "100ms",
                        "ballast.market.silence",
                        "600ms")) {
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
            assertThat(bench.status().reconnects()).isZero();

            market(server).pause(); // it takes nothing in any more: no pong either

            await().untilAsserted(() -> assertThat(bench.status().lastError()).contains("silent for 600 ms"));
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
        }
    }

    private VenueServer venue(List<Integer> refusals) {
        return new VenueServer()
                .onOpen(socket -> {
                    paths.add(socket.uri());
                    VenueServer.say(
                            socket,
                            socket.uri().startsWith("/public")
                                    ? BinanceBench.chained("BTCUSDT", 8, 9, 12, "1.10", "2.50")
                                    : """
                                    {"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":1,"s":"BTCUSDT","a":5,\
                                    "p":"1.50","q":"1","f":5,"l":5,"T":1,"m":true}}""");
                })
                .onRequest(request -> {
                    int number = snapshots.getAndIncrement();
                    if (number < refusals.size()) {
                        statuses.add(refusals.get(number));
                        request.response()
                                .setStatusCode(refusals.get(number))
                                .putHeader("Retry-After", "0")
                                .end()
                                .onFailure(failure -> {});
                    } else {
                        VenueServer.reply(request, BinanceBench.snapshot(10));
                    }
                });
    }

    private static ServerWebSocket market(VenueServer server) {
        return server.open().stream()
                .filter(socket -> socket.uri().startsWith("/market"))
                .findFirst()
                .orElseThrow();
    }

    private static void close(ServerWebSocket socket) {
        socket.close((short) 1001).onFailure(failure -> {});
    }
}
