// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.coinbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.market.book.BookView;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.FeedBench;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.VenueServer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over real sockets: large frames, silence, refusals and lost messages. */
class CoinbaseSocketTest {

    private static final Set<Channel> BOOK = Set.of(Channel.BOOK);
    private static final String CONFIRMED = "\"level2\":[\"BTC-USD\"]";

    private final CoinbaseFrames frames = new CoinbaseFrames();
    private final VenueServer server = new VenueServer();
    private final CoinbaseAdapter adapter = CoinbaseSessionTest.adapter(
            "ballast.market.coinbase.heartbeat-limit", "700ms",
            "ballast.market.coinbase.request-interval", "10ms",
            "ballast.market.coinbase.answer-limit", "300ms",
            "ballast.market.coinbase.resubscribe-first", "100ms",
            "ballast.market.coinbase.resubscribe-ceiling", "300ms");

    @AfterEach
    void close() {
        server.close();
    }

    private void answered(ServerWebSocket socket, String text) {
        if (text.contains("heartbeats")) {
            frames.restart(); // the first request of a connection
        } else if (text.contains("\"subscribe\"")) {
            VenueServer.say(socket, frames.snapshot("BTC-USD"));
            VenueServer.say(socket, frames.confirmed(CONFIRMED));
        }
    }

    /** Heartbeats for as long as the bench lasts. */
    private void beating(FeedBench bench) {
        bench.every(100, () -> server.open().forEach(socket -> VenueServer.say(socket, frames.heartbeat())));
    }

    @Test
    void aBookOfFiveMegabytesInFragmentsIsRead() throws Exception {
        StringBuilder changes = new StringBuilder();
        for (int i = 1; i <= 46_000; i++) {
            String price = i <= 18_000 ? 65_083 - i + ".25" : 65_083 + i + ".75";
            changes.append(i == 1 ? "" : ",")
                    .append(CoinbaseFrames.change(i <= 18_000 ? "bid" : "offer", price, "0.20371215"));
        }
        server.onText((socket, text) -> {
            if (text.contains("level2")) {
                frames.restart();
                String snapshot =
                        frames.frame("l2_data", CoinbaseFrames.levels("snapshot", "BTC-USD", changes.toString()));
                assertThat(snapshot.length()).isGreaterThan(4_500_000);
                inFragments(socket, snapshot.getBytes(StandardCharsets.US_ASCII), 65_521);
                VenueServer.say(socket, frames.confirmed(CONFIRMED));
            }
        });
        try (FeedBench bench =
                new FeedBench(adapter, server, BOOK, "BTC-USD", "ballast.market.max-message-bytes", "16777216")) {
            beating(bench);
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
            assertThat(bench.status().feeds().getFirst().bidLevels()).isEqualTo(18_000);
            assertThat(bench.status().feeds().getFirst().askLevels()).isEqualTo(28_000);
            assertThat(bench.status().rejected()).isZero();
            assertThat(bench.status().reconnects()).isZero();
        }
    }

    private static void inFragments(ServerWebSocket socket, byte[] text, int size) {
        for (int from = 0; from < text.length; from += size) {
            int to = Math.min(text.length, from + size);
            Buffer part = Buffer.buffer().appendBytes(text, from, to - from);
            WebSocketFrame frame = from == 0
                    ? WebSocketFrame.textFrame(part.toString(), to == text.length)
                    : WebSocketFrame.continuationFrame(part, to == text.length);
            socket.writeFrame(frame).onFailure(failure -> {});
        }
    }

    @Test
    void aLostMessageDropsTheBookAtOnceAndANewConnectionBringsItBack() throws Exception {
        server.onText(this::answered);
        try (FeedBench bench = new FeedBench(adapter, server, BOOK, "BTC-USD")) {
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));

            frames.lose();
            server.say(frames.update("BTC-USD", "bid", "100.5", "1"));

            await().untilAsserted(() -> assertThat(bench.status().reconnects()).isPositive());
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
            assertThat(bench.heard.gaps()).hasSizeGreaterThanOrEqualTo(1);
            assertThat(bench.heard.controls())
                    .extracting(event -> event.state())
                    .containsSubsequence(FeedState.LIVE, FeedState.GAP, FeedState.DOWN, FeedState.LIVE);
        }
    }

    @Test
    void aVenueWhoseHeartbeatsStopIsLeft() throws Exception {
        server.onText(this::answered);
        try (FeedBench bench = new FeedBench(adapter, server, BOOK, "BTC-USD")) {
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
            await().untilAsserted(() -> assertThat(bench.status().lastError()).contains("no heartbeat"));
            await().untilAsserted(() -> assertThat(bench.status().reconnects()).isPositive());
        }
    }

    @Test
    void aConfirmedSubscriptionThatStaysSilentIsAskedForAgain() throws Exception {
        server.onText((socket, text) -> {
            if (text.contains("heartbeats")) {
                frames.restart();
            } else if (text.contains("\"subscribe\"")) {
                VenueServer.say(socket, frames.confirmed(CONFIRMED));
            }
        });
        try (FeedBench bench =
                new FeedBench(adapter, server, BOOK, "BTC-USD", "ballast.market.sync-timeout", "300ms")) {
            beating(bench);
            await().untilAsserted(() -> assertThat(bench.status().lastError()).contains("no book within"));
            assertThat(bench.book("BTC-USD").levels()).isEqualTo(BookView.EMPTY);

            server.onText(this::answered);
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
        }
    }

    @Test
    void aRefusedSubscriptionOnAHealthySocketIsToldAndAskedForAgain() throws Exception {
        server.onText((socket, text) -> {
            if (text.contains("market_trades")) {
                VenueServer.say(socket, "{\"type\":\"error\",\"message\":\"no trades today\"}");
            } else {
                answered(socket, text);
            }
        });
        try (FeedBench bench = new FeedBench(adapter, server, Set.of(Channel.BOOK, Channel.TRADES), "BTC-USD")) {
            beating(bench);
            await().untilAsserted(() -> assertThat(bench.heard.controls())
                    .anySatisfy(event -> assertThat(event.reason()).contains("no trades today")));
            assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE);

            server.onText((socket, text) ->
                    VenueServer.say(socket, frames.confirmed(CONFIRMED + ",\"market_trades\":[\"BTC-USD\"]")));
            await().untilAsserted(() -> assertThat(bench.status().feeds())
                    .allSatisfy(feed -> assertThat(feed.state()).isEqualTo(FeedState.LIVE)));
            assertThat(bench.status().reconnects()).isZero();
        }
    }

    @Test
    void aNameThatDoesNotResolveIsTriedAgainAndAgain() throws Exception {
        try (FeedBench bench = new FeedBench(adapter, "ws://no-such-venue.invalid", BOOK, "BTC-USD")) {
            await().untilAsserted(() -> assertThat(bench.attempts()).isGreaterThan(2));
            assertThat(bench.status().lastError()).contains("cannot connect");
            assertThat(bench.feed.state()).isEqualTo(FeedState.DOWN);
        }
    }
}
