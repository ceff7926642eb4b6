// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.kraken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.market.book.BookView;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.FeedBench;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.TestConfig;
import io.ballast.market.venue.VenueQuote;
import io.ballast.market.venue.VenueServer;
import io.vertx.core.http.ServerWebSocket;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real sockets: what a connection does to a feed. */
class KrakenSocketTest {

    private static final Set<Channel> BOOK = Set.of(Channel.BOOK);

    private final KrakenFrames frames = new KrakenFrames("BTC/USD");
    private final VenueServer server = new VenueServer();
    private final KrakenAdapter adapter =
            new KrakenAdapter(TestConfig.of(KrakenConfig.class, "ballast.market.kraken.heartbeat-limit", "500ms"));

    @BeforeEach
    void answerSubscriptions() {
        server.onText(this::subscribed);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void subscribed(ServerWebSocket socket, String text) {
        if (text.contains("\"method\":\"subscribe\"")) {
            VenueServer.say(socket, KrakenFrames.accepted("book", "BTC/USD", 1));
            VenueServer.say(socket, frames.snapshot("100.0", "101.0"));
        }
    }

    @Test
    void aCutDropsTheBookAtOnceAndTheNextConnectionBringsItBack() throws Exception {
        try (FeedBench bench = new FeedBench(adapter, server, BOOK, "BTC-USD")) {
            beating(bench);
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));

            server.onText((socket, text) -> {}); // the venue is up again but has nothing to say yet
            server.cut();
            await().untilAsserted(() -> assertThat(bench.feed.state()).isNotEqualTo(FeedState.LIVE));
            assertThat(bench.book("BTC-USD").levels()).isEqualTo(BookView.EMPTY);
            VenueQuote told = bench.heard.lastQuote(Symbol.of("BTC-USD")).orElseThrow();
            assertThat(told.top().bid()).isNull();

            server.onText(this::subscribed);
            server.cut();
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
            assertThat(bench.book("BTC-USD").levels().bids()).hasSize(1);
            assertThat(bench.status().reconnects()).isPositive();
            assertThat(bench.heard.controls())
                    .extracting(event -> event.state())
                    .containsSubsequence(FeedState.LIVE, FeedState.DOWN, FeedState.SYNCING, FeedState.LIVE);
        }
    }

    @Test
    void aVenueWithoutHeartbeatsIsLeft() throws Exception {
        try (FeedBench bench = new FeedBench(adapter, server, BOOK, "BTC-USD")) {
            await().untilAsserted(() -> assertThat(bench.status().lastError()).contains("no heartbeat"));
            await().untilAsserted(() -> assertThat(bench.status().reconnects()).isPositive());
        }
    }

    @Test
    void aQuietBookIsStaleButReadableAndLiveAgainWithTheNextUpdate() throws Exception {
        try (FeedBench bench = new FeedBench(adapter, server, BOOK, "BTC-USD", "ballast.market.stale-after", "300ms")) {
            beating(bench);
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.STALE));
            assertThat(bench.book("BTC-USD").levels().bids()).hasSize(1);
            assertThat(bench.heard.lastQuote(Symbol.of("BTC-USD")).orElseThrow().state())
                    .isEqualTo(FeedState.STALE);

            server.say(frames.update("100.5", "1.5", "101.5", "1.5"));
            await().untilAsserted(() -> assertThat(bench.heard
                            .lastQuote(Symbol.of("BTC-USD"))
                            .orElseThrow()
                            .state())
                    .isEqualTo(FeedState.LIVE));
        }
    }

    @Test
    void framesThatAreBrokenUnknownOrTooLargeAreCountedAndTheConnectionGoesOn() throws Exception {
        try (FeedBench bench = new FeedBench(adapter, server, BOOK, "BTC-USD")) {
            beating(bench);
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
            server.say("{\"channel\":");
            server.say("{\"channel\":\"weather\",\"type\":\"update\"}");
            server.say("x".repeat(150_000)); // beyond the limit, skipped
            server.say(frames.update("100.5", "1.5", "101.5", "1.5"));

            await().untilAsserted(() ->
                    assertThat(bench.book("BTC-USD").levels().bids()).hasSize(2));
            assertThat(bench.status().rejected()).isEqualTo(3);
            assertThat(bench.status().reconnects()).isZero();

            server.say("x".repeat(300_000)); // too large even to be skipped
            await().untilAsserted(() -> assertThat(bench.status().reconnects()).isEqualTo(1));
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
            assertThat(bench.status().rejected()).isEqualTo(4);
        }
    }

    @Test
    void aVenueThatIsNotThereYetIsFoundWhenItComes() throws Exception {
        server.onOpen(socket -> VenueServer.say(socket, "{\"channel\":\"heartbeat\"}"));
        server.onText((socket, text) -> server.cut());
        try (FeedBench bench = new FeedBench(adapter, server, BOOK, "BTC-USD")) {
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.DOWN));

            server.onText(this::subscribed);
            await().untilAsserted(() -> assertThat(bench.feed.state()).isEqualTo(FeedState.LIVE));
        }
    }

    /** Heartbeats for as long as the bench lasts. */
    private void beating(FeedBench bench) {
        bench.every(100, () -> server.say("{\"channel\":\"heartbeat\"}"));
    }
}
