// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import static io.ballast.market.venue.binance.BinanceBench.bench;
import static io.ballast.market.venue.binance.BinanceBench.diff;
import static io.ballast.market.venue.binance.BinanceBench.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.market.book.TopOfBook;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.ControlEvent;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.Line;
import io.ballast.market.venue.SessionBench;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.TakerSide;
import io.ballast.market.venue.VenueSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BinanceSessionTest {

    private final SessionBench bench = bench("BTC-USDT", "ETH-USDT");

    @Test
    void theSocketsUrlIsTheSubscription() {
        VenueSetup setup = new VenueSetup(
                BinanceBench.adapter().venue(),
                "ws://127.0.0.1:1/binance",
                Optional.empty(),
                List.of(Symbol.of("BTC-USDT"), Symbol.of("ETH-USDT")),
                Set.of(Channel.BOOK, Channel.TRADES),
                1000,
                5000);

        assertThat(BinanceBench.adapter().socketUrl(setup))
                .isEqualTo("ws://127.0.0.1:1/binance/stream?streams=btcusdt@depth@100ms/ethusdt@depth@100ms"
                        + "/btcusdt@aggTrade/ethusdt@aggTrade");
    }

    @Test
    void snapshotsAreFetchedOneAtATimeAndMakeBooksLive() {
        assertThat(bench.established).isTrue();
        assertThat(bench.asked).hasSize(1);
        assertThat(bench.asked.getFirst().url()).isEqualTo("http://venue/api/v3/depth?symbol=BTCUSDT&limit=1000");

        bench.answer(snapshot(10));
        assertThat(bench.book("BTC-USDT")).isEqualTo(FeedState.LIVE);
        assertThat(bench.book("ETH-USDT")).isEqualTo(FeedState.SYNCING);
        assertThat(bench.asked).as("not before the interval").isEmpty();

        bench.time.advance(Duration.ofMillis(250));
        assertThat(bench.asked.getFirst().url()).contains("symbol=ETHUSDT");
    }

    @Test
    void aGapDropsThisBookAloneAnnouncesItsBoundsAndANewSnapshotBringsItBack() {
        bothLive();
        bench.receive(diff("BTCUSDT", 11, 11, "1.10", "1"));

        bench.receive(diff("BTCUSDT", 14, 15, "1.20", "1"));

        assertThat(bench.book("BTC-USDT")).isEqualTo(FeedState.GAP);
        assertThat(bench.levels("BTC-USDT").bids()).isEmpty();
        assertThat(bench.heard.lastQuote(Symbol.of("BTC-USDT")).orElseThrow().top())
                .isEqualTo(TopOfBook.EMPTY);
        assertThat(bench.book("ETH-USDT")).isEqualTo(FeedState.LIVE);
        ControlEvent gap = bench.heard.gaps().getFirst();
        assertThat(gap.from()).isEqualTo(12);
        assertThat(gap.to()).isEqualTo(13);

        bench.time.advance(Duration.ofSeconds(1));
        bench.answer(snapshot(14)); // the diff that showed the gap goes on from here
        assertThat(bench.book("BTC-USDT")).isEqualTo(FeedState.LIVE);
        assertThat(bench.levels("BTC-USDT").bids().getFirst().price()).hasToString("1.20");
    }

    @Test
    void aSnapshotThatDoesNotReachTheStreamIsFetchedAgainLater() {
        bench.receive(diff("BTCUSDT", 100, 101, "1.10", "1"));

        bench.answer(snapshot(10));
        assertThat(bench.book("BTC-USDT")).isEqualTo(FeedState.SYNCING);
        assertThat(bench.heard.gaps()).as("nothing was lost yet").isEmpty();

        bench.time.advance(Duration.ofSeconds(2));
        bench.answer(new Line.Reply.Failed("status 500", null)); // the other symbol's turn
        bench.time.advance(Duration.ofSeconds(5));
        bench.answer(snapshot(100));
        assertThat(bench.book("BTC-USDT")).isEqualTo(FeedState.LIVE);
    }

    @Test
    void retryAfterIsHonouredForAllSymbols() {
        bench.answer(new Line.Reply.Failed("status 429", Duration.ofSeconds(90)));

        bench.time.advance(Duration.ofSeconds(89));
        assertThat(bench.asked).isEmpty();
        bench.time.advance(Duration.ofSeconds(1));
        assertThat(bench.asked).hasSize(1);
    }

    @Test
    void aRefusedSymbolIsDownAndTheOthersGoOn() {
        bench.answer(new Line.Reply.Refused(400));
        bench.time.advance(Duration.ofMillis(250));
        bench.answer(snapshot(10));

        assertThat(bench.book("BTC-USDT")).isEqualTo(FeedState.DOWN);
        assertThat(bench.book("ETH-USDT")).isEqualTo(FeedState.LIVE);
    }

    @Test
    void onlySnapshotsThatComeAndNeverFitAreAReasonToReconnect() {
        bench.answer(new Line.Reply.Failed("no answer", null));
        bench.overdue("BTC-USDT");
        assertThat(bench.failed).isNull();

        bench.receive(diff("BTCUSDT", 100, 101, "1.10", "1"));
        bench.time.advance(Duration.ofSeconds(5));
        bench.answer(snapshot(1)); // of the other symbol
        bench.time.advance(Duration.ofSeconds(5));
        bench.answer(snapshot(1));
        bench.overdue("BTC-USDT");
        assertThat(bench.failed).contains("BTC-USDT");
    }

    @Test
    void tradesTellTheTakersSideAndMissingOnesAreAnnounced() {
        bench.receive(trade(7, "0.10000000", true));
        bench.receive(trade(8, "0.20", false));
        bench.receive(trade(8, "0.20", false));
        bench.receive(trade(11, "0.30", false));

        assertThat(bench.heard.trades())
                .extracting(trade -> trade.id().toString())
                .containsExactly("7", "8", "11");
        assertThat(bench.heard.trades().getFirst().side()).isEqualTo(TakerSide.SELL);
        assertThat(bench.heard.trades().getFirst().size()).hasToString("0.10000000");
        assertThat(bench.heard.trades().getFirst().time()).isEqualTo(Instant.ofEpochMilli(1633998274500L));
        assertThat(bench.heard.trades().get(1).side()).isEqualTo(TakerSide.BUY);
        ControlEvent gap = bench.heard.gaps().getFirst();
        assertThat(gap.channel()).isEqualTo(Channel.TRADES);
        assertThat(gap.from()).isEqualTo(9);
        assertThat(gap.to()).isEqualTo(10);
        assertThat(bench.heard.gaps()).hasSize(1);
    }

    @Test
    void whatItDoesNotKnowIsCountedAndChangesNothing() {
        bothLive();
        bench.receive(
                "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":1,\"s\":\"BTCUSDT\",\"b\":\"1\",\"B\":\"1\",\"a\":\"2\",\"A\":\"1\"}}");
        bench.receive("{\"stream\":\"btcusdt@kline_1m\",\"data\":{\"e\":\"kline\",\"s\":\"BTCUSDT\",\"k\":{\"t\":1}}}");
        bench.receive("{\"result\":null,\"id\":1}");
        bench.receive(diff("DOGEUSDT", 1, 2, "1", "1"));
        bench.receive("{\"stream\":");
        bench.receive("[]");
        bench.receive(diff("BTCUSDT", 11, 11, "1.1x", "1"));
        bench.receive("{\"stream\":\"btcusdt@depth\",\"data\":{\"e\":\"depthUpdate\",\"s\":\"BTCUSDT\",\"U\":11}}");

        assertThat(bench.unknown).hasSize(4).contains("bookTicker not asked for", "kline", "reply");
        assertThat(bench.malformed).hasSize(4);
        assertThat(bench.book("BTC-USDT")).isEqualTo(FeedState.LIVE);
        assertThat(bench.failed).isNull();
    }

    @Test
    void anAnnouncedShutdownIsAnsweredByANewConnection() {
        bench.receive("{\"stream\":\"x\",\"data\":{\"e\":\"serverShutdown\",\"E\":1}}");

        assertThat(bench.failed).isNotNull();
    }

    private void bothLive() {
        bench.answer(snapshot(10));
        bench.time.advance(Duration.ofMillis(250));
        bench.answer(snapshot(10));
    }

    private static String trade(long id, String size, boolean buyerIsMaker) {
        return """
                {"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":1,"s":"BTCUSDT","a":%d,"p":"1.50","q":"%s",\
                "f":1,"l":1,"T":1633998274500,"m":%b,"M":true}}"""
                .formatted(id, size, buyerIsMaker);
    }
}
