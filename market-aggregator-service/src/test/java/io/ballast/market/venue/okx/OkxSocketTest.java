// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.okx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.market.book.BookView;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.FeedBench;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.VenueServer;
import io.vertx.core.http.ServerWebSocket;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real sockets: what a venue's silence, refusals, losses and notices do to a feed. */
class OkxSocketTest {

    private static final Set<Channel> BOOK = Set.of(Channel.BOOK);
    private static final String BTC = "BTC-USDT";

    private final VenueServer server = new VenueServer();
    private final OkxFrames frames = new OkxFrames("BTC-USDT", 50);
    private final OkxAdapter adapter = OkxSessionTest.adapter(
            "ballast.market.okx.ping-interval", "100ms",
            "ballast.market.okx.heartbeat-limit", "600ms",
            "ballast.market.okx.answer-limit", "5s",
            "ballast.market.okx.resubscribe-first", "50ms",
            "ballast.market.okx.resubscribe-ceiling", "200ms");

    @BeforeEach
    void answer() {
        server.onText(this::answered);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void answered(ServerWebSocket socket, String text) {
        if (text.equals("ping")) {
            VenueServer.say(socket, "pong");
        } else if (text.contains("\"op\":\"subscribe\"")) {
            VenueServer.say(socket, OkxFrames.done("books", "BTC-USDT"));
            VenueServer.say(socket, frames.snapshot("100.0", "101.0"));
        }
    }

    @Test
    void pingsKeepAQuietConnectionAndAHalfOpenOneIsLeft() throws Exception {
        try (FeedBench bench = new FeedBench(adapter, server, BOOK, BTC)) {
            await().untilAsserted(() -> assertThat(bench.status().frames()).isGreaterThan(6));
            assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE);
            assertThat(bench.status().reconnects()).isZero();

            server.onText((socket, text) -> {});
            await().untilAsserted(() -> assertThat(bench.status().lastError()).contains("no heartbeat"));
            server.onText(this::answered);
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
            assertThat(bench.status().reconnects()).isPositive();
        }
    }

    @Test
    void gapsAndBadChecksumsAreMendedOnTheSameConnection() throws Exception {
        try (FeedBench bench = new FeedBench(adapter, server, BOOK, BTC)) {
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
            frames.update("100.1", "1", "100.9", "1"); // lost on the way
            server.say(frames.update("100.2", "1", "100.8", "1"));
            await().untilAsserted(() -> {
                assertThat(bench.status().gaps()).isEqualTo(1);
                assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE);
            });

            server.say(frames.update("100.3", "1", "100.7", "1").replaceFirst("\"checksum\":-?\\d+", "\"checksum\":1"));
            await().untilAsserted(() -> {
                assertThat(bench.status().checksumFailures()).isEqualTo(1);
                assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE);
            });
            assertThat(bench.book(BTC).levels().bids()).hasSize(1);
            assertThat(bench.status().reconnects()).isZero();
        }
    }

    @Test
    void aNoticeOfMaintenanceBringsANewConnection() throws Exception {
        try (FeedBench bench = new FeedBench(adapter, server, BOOK, BTC)) {
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));

            server.say("{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"The connection will soon be closed\"}");

            await().untilAsserted(() -> {
                assertThat(bench.status().reconnects()).isEqualTo(1);
                assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE);
            });
            assertThat(bench.status().lastError()).contains("announced");
        }
    }

    @Test
    void anAcknowledgedSubscriptionThatStaysSilentAndARefusedOneAreNoticedOnAHealthySocket() throws Exception {
        server.onText((socket, text) -> {
            if (text.equals("ping")) {
                VenueServer.say(socket, "pong");
            } else if (text.contains("\"op\":\"subscribe\"")) {
                VenueServer.say(socket, OkxFrames.done("books", "BTC-USDT"));
                VenueServer.say(socket, OkxFrames.doesNotExist("trades", "BTC-USDT"));
            }
        });
        try (FeedBench bench = new FeedBench(
                adapter, server, Set.of(Channel.BOOK, Channel.TRADES), BTC, "ballast.market.sync-timeout", "500ms")) {
            await().untilAsserted(() -> assertThat(bench.heard.controls()).anySatisfy(event -> {
                assertThat(event.channel()).isEqualTo(Channel.TRADES);
                assertThat(event.reason()).startsWith("refused: code 60018");
            }));
            await().untilAsserted(() -> assertThat(bench.status().lastError()).contains("no book within"));
            assertThat(bench.book(BTC).levels()).isEqualTo(BookView.EMPTY);

            server.onText(this::answered);
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
        }
    }

    @Test
    void framesThatAreBrokenUnknownOrTooLargeAreCountedAndTheConnectionGoesOn() throws Exception {
        try (FeedBench bench = new FeedBench(adapter, server, BOOK, BTC)) {
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
            server.say("{\"arg\":");
            server.say("{\"arg\":{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"},\"data\":[]}");
            server.say("x".repeat(150_000));
            server.say(frames.update("100.1", "1", "100.9", "1"));

            await().untilAsserted(
                            () -> assertThat(bench.book(BTC).levels().bids()).hasSize(2));
            assertThat(bench.status().rejected()).isEqualTo(3);
            assertThat(bench.status().reconnects()).isZero();
        }
    }
}
