// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import static io.ballast.market.venue.binance.BinanceBench.chained;
import static io.ballast.market.venue.binance.BinanceBench.snapshot;
import static io.ballast.market.venue.binance.BinanceBench.ticker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ballast.market.venue.Channel;
import io.ballast.market.venue.ControlEvent;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.Funding;
import io.ballast.market.venue.SessionBench;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FuturesSessionTest {

    private static final String BTC = "BTC-USDT-PERP";

    private final SessionBench bench = BinanceBench.futures(Market.USDM, BTC, "ETH-USDT-PERP");

    @Test
    void booksAndTheRestOfTheMarketComeOverTwoRoutedSockets() {
        VenueSetup setup = setup(Market.USDM, BTC, "ETH-USDT-260327");

        assertThat(BinanceBench.adapter(Market.USDM).socketUrls(setup))
                .containsExactly(
                        "ws://h/public/stream?streams=btcusdt@depth@100ms/ethusdt_260327@depth@100ms"
                                + "/btcusdt@bookTicker/ethusdt_260327@bookTicker",
                        "ws://h/market/stream?streams=btcusdt@aggTrade/ethusdt_260327@aggTrade/btcusdt@markPrice");
        assertThat(BinanceBench.adapter(
                                Market.USDM,
                                "ballast.market.binance.usdm-public-path",
                                "",
                                "ballast.market.binance.usdm-market-path",
                                "")
                        .socketUrls(setup))
                .singleElement()
                .asString()
                .startsWith("ws://h/stream?streams=btcusdt@depth@100ms/")
                .endsWith("/btcusdt@markPrice");
    }

    @Test
    void coinMarginedContractsHaveNamesAndPathsOfTheirOwn() {
        assertThat(BinanceBench.adapter(Market.COINM).socketUrls(setup(Market.COINM, "BTC-USD-PERP", "BTC-USD-210924")))
                .singleElement()
                .asString()
                .startsWith("ws://h/stream?streams=btcusd_perp@depth@100ms/btcusd_210924@depth@100ms/");
        SessionBench coin = BinanceBench.futures(Market.COINM, "BTC-USD-PERP");
        assertThat(coin.asked.getFirst().url()).isEqualTo("http://venue/dapi/v1/depth?symbol=BTCUSD_PERP&limit=1000");
        coin.answer(snapshot(10));
        coin.receive(chained("BTCUSD_PERP", 8, 9, 12, "1.10", "1"));
        assertThat(coin.book("BTC-USD-PERP")).isEqualTo(FeedState.LIVE);
        assertThat(coin.levels("BTC-USD-PERP").bids().getFirst().price()).hasToString("1.10");
    }

    @Test
    void whatAMarketCannotHaveIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinanceBench.adapter(Market.USDM).check(Symbol.of("BTC-USDT")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinanceBench.adapter(Market.SPOT).check(Symbol.of(BTC)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinanceBench.adapter(Market.COINM).depth(OptionalInt.of(5000)));
    }

    @Test
    void idsNeedNotBeContiguousButEachUpdateMustNameTheOneBefore() {
        bothLive();
        bench.receive(chained("BTCUSDT", 5, 8, 12, "1.10", "1"));
        bench.receive(chained("BTCUSDT", 12, 40, 44, "1.20", "1"));
        assertThat(bench.book(BTC)).isEqualTo(FeedState.LIVE);

        bench.receive(chained("BTCUSDT", 60, 70, 71, "1.30", "1"));

        assertThat(bench.book(BTC)).isEqualTo(FeedState.GAP);
        assertThat(bench.book("ETH-USDT-PERP")).isEqualTo(FeedState.LIVE);
        ControlEvent gap = bench.heard.gaps().getFirst();
        assertThat(gap.from()).isEqualTo(45);
        assertThat(gap.to()).isEqualTo(60);
        bench.time.advance(Duration.ofMillis(250));
        bench.answer(snapshot(70)); // within what the update that showed the gap covers
        assertThat(bench.book(BTC)).isEqualTo(FeedState.LIVE);
        assertThat(bench.levels(BTC).bids().getFirst().price()).hasToString("1.30");
    }

    @Test
    void theFirstUpdateMustReachOverTheSnapshot() {
        bench.receive(chained("BTCUSDT", 1, 2, 9, "1.05", "1"));
        bench.receive(chained("BTCUSDT", 9, 15, 20, "1.10", "1"));
        bench.answer(snapshot(20));
        assertThat(bench.levels(BTC).bids().getFirst().price()).hasToString("1.10");

        bench.receive(chained("ETHUSDT", 30, 40, 41, "1.10", "1"));
        bench.time.advance(Duration.ofMillis(250));
        bench.answer(snapshot(20)); // older than the stream
        assertThat(bench.book("ETH-USDT-PERP")).isEqualTo(FeedState.SYNCING);
    }

    @Test
    void anUpdateThatNamesNoneBeforeItIsMalformed() {
        bothLive();
        bench.receive(BinanceBench.diff("BTCUSDT", 11, 12, "1.10", "1"));
        bench.receive(chained("BTCUSDT", 12, 11, 13, "1.10", "1"));

        assertThat(bench.malformed).hasSize(2);
        assertThat(bench.book(BTC)).isEqualTo(FeedState.LIVE);
    }

    @Test
    void aBookThatTheVenuesOwnBestPricesContradictIsDropped() {
        bothLive();
        bench.receive(chained("BTCUSDT", 8, 9, 12, "1.10", "5.0"));
        bench.receive(ticker("BTCUSDT", 12, "1.10", "2.00"));
        assertThat(bench.book(BTC)).as("they agree").isEqualTo(FeedState.LIVE);
        bench.receive(ticker("BTCUSDT", 11, "1.30", "2.00"));
        assertThat(bench.book(BTC)).as("of the past").isEqualTo(FeedState.LIVE);

        bench.receive(ticker("BTCUSDT", 15, "1.15", "2.00")); // before the update it belongs to
        bench.receive(chained("BTCUSDT", 12, 14, 15, "1.20", "5.0"));

        assertThat(bench.book(BTC)).isEqualTo(FeedState.GAP);
        assertThat(bench.heard.gaps()).singleElement().satisfies(gap -> assertThat(gap.reason())
                .isEqualTo("contradicted"));
        assertThat(bench.book("ETH-USDT-PERP")).isEqualTo(FeedState.LIVE);
    }

    @Test
    void depthUpdatesThatStopWhileTheBestPricesGoOnAreADeadSubscription() {
        bothLive();
        bench.receive(ticker("BTCUSDT", 15, "1.15", "2.00"));
        bench.time.advance(Duration.ofSeconds(9));
        bench.receive(chained("BTCUSDT", 8, 9, 16, "1.15", "5.0"));
        bench.time.advance(Duration.ofSeconds(5));
        assertThat(bench.failed).isNull();

        bench.receive(ticker("BTCUSDT", 18, "1.16", "2.00"));
        bench.time.advance(Duration.ofSeconds(10));
        assertThat(bench.failed).contains(BTC);
    }

    @Test
    void markPricesTellFundingOfPerpetuals() {
        bench.receive(markPrice("BTCUSDT", "0.00038167"));

        Funding funding = bench.heard.fundings().getFirst();
        assertThat(funding.symbol()).isEqualTo(Symbol.of(BTC));
        assertThat(funding.markPrice()).hasToString("11794.15000000");
        assertThat(funding.rate()).hasToString("0.00038167");
        assertThat(funding.settlesAt()).isEqualTo(Instant.ofEpochMilli(1562306400000L));
        assertThat(bench.state(Channel.FUNDING, BTC)).isEqualTo(FeedState.LIVE);
    }

    @Test
    void subscribedButSilentTradesAreDownUntilSomethingComes() {
        assertThat(bench.state(Channel.TRADES, BTC)).isEqualTo(FeedState.LIVE);
        bench.time.advance(Duration.ofSeconds(30));
        assertThat(bench.state(Channel.TRADES, BTC)).isEqualTo(FeedState.DOWN);
        assertThat(bench.failed).as("the books are good").isNull();

        bench.receive(markPrice("BTCUSDT", "0.0001"));
        assertThat(bench.state(Channel.TRADES, BTC)).isEqualTo(FeedState.LIVE);

        bench.time.advance(Duration.ofSeconds(60));
        assertThat(bench.failed).contains("silent");
    }

    @Test
    void anAggregateIdMayBeSkippedWhereTheTradesInItGoOn() {
        bench.receive(trade(7, 100, 103));
        bench.receive(trade(9, 104, 104));
        bench.receive(trade(10, 110, 110));
        assertThat(bench.heard.gaps()).isEmpty();

        bench.receive(trade(12, 113, 114));
        assertThat(bench.heard.trades())
                .extracting(trade -> trade.id().toString())
                .containsExactly("7", "9", "10", "12");
        assertThat(bench.heard.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.from()).isEqualTo(11);
            assertThat(gap.to()).isEqualTo(11);
        });
    }

    private void bothLive() {
        bench.answer(snapshot(10));
        bench.time.advance(Duration.ofMillis(250));
        bench.answer(snapshot(10));
    }

    private static VenueSetup setup(Market market, String... symbols) {
        return new VenueSetup(
                market.venue,
                "ws://h",
                Optional.empty(),
                List.of(symbols).stream().map(Symbol::of).toList(),
                Set.of(Channel.BOOK, Channel.TRADES, Channel.QUOTES, Channel.FUNDING),
                1000,
                10_000);
    }

    private static String markPrice(String symbol, String rate) {
        return """
                {"stream":"btcusdt@markPrice","data":{"e":"markPriceUpdate","E":1562305380000,"s":"%s",\
                "p":"11794.15000000","i":"11784.62659091","P":"11784.25641265","r":"%s","T":1562306400000}}"""
                .formatted(symbol, rate);
    }

    private static String trade(long id, long first, long last) {
        return """
                {"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":1,"s":"BTCUSDT","a":%d,"p":"1.50","q":"1",\
                "f":%d,"l":%d,"T":1633998274500,"m":true}}"""
                .formatted(id, first, last);
    }
}
