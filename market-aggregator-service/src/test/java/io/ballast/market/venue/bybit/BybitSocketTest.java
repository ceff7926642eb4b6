// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.market.book.BookView;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.FeedBench;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueServer;
import io.vertx.core.http.ServerWebSocket;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real sockets: what a venue's silence, refusals and losses do to a feed. */
class BybitSocketTest {

    private static final Set<Channel> BOOK = Set.of(Channel.BOOK);
    private static final String BTC = "BTC-USDT-PERP";
    private static final String PONG = "{\"success\":true,\"ret_msg\":\"pong\",\"conn_id\":\"x\",\"op\":\"ping\"}";

    private final VenueServer server = new VenueServer();
    private final AtomicLong update = new AtomicLong(10);
    private final BybitAdapter adapter = BybitSessionTest.adapter(
            Segment.LINEAR,
            "ballast.market.bybit.ping-interval",
            "100ms",
            "ballast.market.bybit.heartbeat-limit",
            "600ms",
            "ballast.market.bybit.answer-limit",
            "300ms",
            "ballast.market.bybit.resubscribe-first",
            "50ms",
            "ballast.market.bybit.resubscribe-ceiling",
            "200ms");

    @BeforeEach
    void answer() {
        server.onText(this::answered);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void answered(ServerWebSocket socket, String text) {
        if (text.contains("\"ping\"")) {
            VenueServer.say(socket, PONG);
        } else if (text.contains("\"op\":\"subscribe\"")) {
            VenueServer.say(socket, BybitSessionTest.accepted(number(text)));
            VenueServer.say(socket, snapshot());
        }
    }

    private static String number(String request) {
        return request.replaceAll(".*\"req_id\":\"(\\d+)\".*", "$1");
    }

    private String snapshot() {
        return BybitSessionTest.book("snapshot", "BTCUSDT", update.incrementAndGet(), "100.0", "1", "101.0", "1");
    }

    @Test
    void pingsKeepAQuietConnectionAndAVenueThatAnswersNoneIsLeft() throws Exception {
        try (FeedBench bench = new FeedBench(adapter, server, BOOK, BTC)) {
            await().untilAsserted(() -> assertThat(bench.status().frames()).isGreaterThan(10));
            assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE);
            assertThat(bench.status().reconnects()).isZero();
            assertThat(bench.status().rejected()).isZero();

            server.onText((socket, text) -> {}); // half open: the socket stands and nobody is behind it
            await().untilAsserted(() -> assertThat(bench.status().lastError()).contains("no heartbeat"));
            server.onText(this::answered);
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
            assertThat(bench.status().reconnects()).isPositive();
        }
    }

    @Test
    void aGapIsMendedOnTheSameConnection() throws Exception {
        try (FeedBench bench = new FeedBench(adapter, server, BOOK, BTC)) {
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));

            update.incrementAndGet();
            server.say(BybitSessionTest.book("delta", "BTCUSDT", update.incrementAndGet(), "100.5", "1", "100.9", "1"));

            await().untilAsserted(() -> assertThat(bench.heard.controls())
                    .extracting(event -> event.state())
                    .containsSubsequence(FeedState.LIVE, FeedState.GAP, FeedState.LIVE));
            assertThat(bench.heard.gaps()).hasSize(1);
            assertThat(bench.book(BTC).levels().bids()).hasSize(1);
            assertThat(bench.status().reconnects()).isZero();
        }
    }

    @Test
    void anAcknowledgedSubscriptionThatStaysSilentIsAskedForAgain() throws Exception {
        server.onText((socket, text) -> {
            if (text.contains("\"ping\"")) {
                VenueServer.say(socket, PONG);
            } else if (text.contains("\"op\":\"subscribe\"")) {
                VenueServer.say(socket, BybitSessionTest.accepted(number(text)));
            }
        });
        try (FeedBench bench = new FeedBench(adapter, server, BOOK, BTC, "ballast.market.sync-timeout", "400ms")) {
            await().untilAsserted(() -> assertThat(bench.status().lastError()).contains("no book within"));
            assertThat(bench.book(BTC).levels()).isEqualTo(BookView.EMPTY);

            server.onText(this::answered);
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
        }
    }

    @Test
    void aRefusedSubscriptionOnAHealthySocketIsToldAndAskedForAgain() throws Exception {
        server.onText((socket, text) -> {
            if (text.contains("\"ping\"")) {
                VenueServer.say(socket, PONG);
            } else if (text.contains("publicTrade")) {
                VenueServer.say(socket, BybitSessionTest.refused(number(text), "Invalid symbol"));
            } else {
                answered(socket, text);
            }
        });
        try (FeedBench bench = new FeedBench(adapter, server, Set.of(Channel.BOOK, Channel.TRADES), BTC)) {
            await().untilAsserted(() -> assertThat(bench.heard.controls()).anySatisfy(event -> {
                assertThat(event.channel()).isEqualTo(Channel.TRADES);
                assertThat(event.state()).isEqualTo(FeedState.DOWN);
                assertThat(event.reason()).isEqualTo("refused: Invalid symbol");
            }));
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));

            server.onText(this::answered);
            await().untilAsserted(() -> assertThat(bench.heard.controls().getLast())
                    .satisfies(event -> assertThat(event.channel()).isEqualTo(Channel.TRADES))
                    .satisfies(event -> assertThat(event.state()).isEqualTo(FeedState.LIVE)));
            assertThat(bench.status().reconnects()).isZero();
        }
    }

    @Test
    void framesThatAreBrokenUnknownOrTooLargeAreCountedAndTheConnectionGoesOn() throws Exception {
        try (FeedBench bench = new FeedBench(adapter, server, BOOK, BTC)) {
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
            server.say("{\"topic\":");
            server.say("{\"topic\":\"kline.1.BTCUSDT\",\"type\":\"snapshot\",\"data\":[]}");
            server.say("x".repeat(150_000));
            server.say(BybitSessionTest.book("delta", "BTCUSDT", update.incrementAndGet(), "100.5", "1", "100.9", "1"));

            await().untilAsserted(
                            () -> assertThat(bench.book(BTC).levels().bids()).hasSize(2));
            assertThat(bench.status().rejected()).isEqualTo(3);
            assertThat(bench.status().reconnects()).isZero();
            assertThat(bench.heard.lastQuote(Symbol.of(BTC)).orElseThrow().state())
                    .isEqualTo(FeedState.LIVE);
        }
    }
}
