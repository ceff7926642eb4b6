// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.okx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ballast.market.book.BookView;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.Funding;
import io.ballast.market.venue.SessionBench;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.TakerSide;
import io.ballast.market.venue.TestConfig;
import io.ballast.market.venue.Trade;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OkxSessionTest {

    private static final String BTC = "BTC-USDT";
    private static final String SWAP = "BTC-USDT-PERP";

    private final SessionBench bench = bench(EnumSet.of(Channel.BOOK, Channel.TRADES, Channel.FUNDING), BTC, SWAP);
    private final OkxFrames btc = new OkxFrames("BTC-USDT", 100);
    private final OkxFrames swap = new OkxFrames("BTC-USDT-SWAP", 7);

    static SessionBench bench(Set<Channel> channels, String... symbols) {
        return new SessionBench(adapter(), channels, symbols).open();
    }

    static OkxAdapter adapter(String... settings) {
        return new OkxAdapter(TestConfig.of(OkxConfig.class, settings));
    }

    @Test
    void subscribesToEverythingAtOnceAndAsksForFundingOfPerpetualsAlone() {
        assertThat(bench.sent)
                .containsExactly("{\"id\":\"1\",\"op\":\"subscribe\",\"args\":["
                        + "{\"channel\":\"books\",\"instId\":\"BTC-USDT\"},"
                        + "{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"},"
                        + "{\"channel\":\"books\",\"instId\":\"BTC-USDT-SWAP\"},"
                        + "{\"channel\":\"trades\",\"instId\":\"BTC-USDT-SWAP\"},"
                        + "{\"channel\":\"mark-price\",\"instId\":\"BTC-USDT-SWAP\"},"
                        + "{\"channel\":\"funding-rate\",\"instId\":\"BTC-USDT-SWAP\"}]}");
        assertThat(bench.established).isFalse();
        bench.receive(OkxFrames.done("trades", "BTC-USDT"));
        assertThat(bench.established).isTrue();
        assertThat(bench.state(Channel.TRADES, BTC)).isEqualTo(FeedState.LIVE);
        assertThat(bench.state(Channel.TRADES, SWAP)).isEqualTo(FeedState.SYNCING);
    }

    @Test
    void onlyAQuietConnectionIsPinged() {
        bench.time.advance(Duration.ofSeconds(9));
        bench.receive(btc.snapshot("100.1", "100.2"));
        bench.time.advance(Duration.ofSeconds(10));
        assertThat(bench.sent).doesNotContain("ping");

        bench.time.advance(Duration.ofSeconds(10));
        assertThat(bench.sent).containsOnlyOnce("ping");
        bench.receive("pong");
        assertThat(bench.malformed).isEmpty();
        assertThat(bench.unknown).isEmpty();
    }

    @Test
    void aRefusedSubscriptionIsDownAlone() {
        bench.receive(OkxFrames.done("books", "BTC-USDT"));
        bench.receive(OkxFrames.doesNotExist("books", "BTC-USDT-SWAP"));

        assertThat(bench.book(SWAP)).isEqualTo(FeedState.DOWN);
        assertThat(bench.book(BTC)).isEqualTo(FeedState.SYNCING);
        assertThat(bench.heard.controls().getLast().reason()).contains("60018").contains("doesn't exist");
        assertThat(bench.failed).isNull();

        bench.time.advance(Duration.ofSeconds(30));
        assertThat(bench.sent).anySatisfy(request -> assertThat(request)
                .endsWith("\"args\":[{\"channel\":\"books\",\"instId\":\"BTC-USDT-SWAP\"}]}"));
    }

    @Test
    void aRefusedRequestIsFoundOutTopicByTopic() {
        bench.receive("{\"id\":\"1\",\"event\":\"error\",\"code\":\"60012\",\"msg\":\"Invalid request\"}");
        assertThat(bench.sent).hasSize(7);

        bench.receive("{\"id\":\"2\",\"event\":\"error\",\"code\":\"60012\",\"msg\":\"Invalid request\"}");
        assertThat(bench.book(BTC)).isEqualTo(FeedState.DOWN);
        assertThat(bench.book(SWAP)).isEqualTo(FeedState.SYNCING);
        bench.receive("{\"event\":\"error\",\"code\":\"60012\",\"msg\":\"Invalid request\"}");
        assertThat(bench.unknown).containsExactly("error 60012");
    }

    @Test
    void whatIsNeitherAcknowledgedNorHeardOfIsDownAndRefusalOfEverythingIsAReasonToReconnect() {
        bench.receive(btc.snapshot("100.1", "100.2"));
        bench.time.advance(Duration.ofSeconds(10));
        assertThat(bench.book(BTC)).isEqualTo(FeedState.LIVE);
        assertThat(bench.book(SWAP)).isEqualTo(FeedState.DOWN);
        assertThat(bench.failed).isNull();

        SessionBench one = bench(EnumSet.of(Channel.BOOK), BTC);
        one.receive(OkxFrames.doesNotExist("books", "BTC-USDT"));
        assertThat(one.failed).contains("every subscription was refused");
    }

    @Test
    void aMissingUpdateDropsThisBookAloneAndOnlyASnapshotBringsItBack() {
        bothLive();
        btc.update("100.11", "1", "100.19", "1"); // lost on the way

        bench.receive(btc.update("100.12", "1", "100.18", "1"));

        assertThat(bench.book(BTC)).isEqualTo(FeedState.GAP);
        assertThat(bench.levels(BTC)).isEqualTo(BookView.EMPTY);
        assertThat(bench.book(SWAP)).isEqualTo(FeedState.LIVE);
        assertThat(bench.heard.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.reason()).isEqualTo("gap");
            assertThat(gap.from()).isEqualTo(102);
            assertThat(gap.to()).isEqualTo(104);
        });
        assertThat(bench.sent.subList(1, 3))
                .containsExactly(
                        "{\"id\":\"2\",\"op\":\"unsubscribe\",\"args\":[{\"channel\":\"books\",\"instId\":\"BTC-USDT\"}]}",
                        "{\"id\":\"3\",\"op\":\"subscribe\",\"args\":[{\"channel\":\"books\",\"instId\":\"BTC-USDT\"}]}");
        bench.receive(btc.update("100.13", "1", "100.17", "1"));
        assertThat(bench.book(BTC)).as("updates before the snapshot").isEqualTo(FeedState.GAP);

        bench.receive(btc.snapshot("100.13", "100.17"));
        assertThat(bench.book(BTC)).isEqualTo(FeedState.LIVE);
    }

    @Test
    void keepAlivesLowerNumbersAfterMaintenanceAndRepeatedFramesAreNoGaps() {
        bothLive();
        bench.receive(btc.keepAlive());
        bench.receive(btc.keepAlive());
        bench.receive(btc.update("100.11", "1", "100.19", "1"));
        bench.receive(btc.reset("100.12", "1", "100.18", "1"));
        String after = btc.update("100.13", "1", "100.17", "1");
        bench.receive(after);
        bench.receive(after);
        bench.receive(btc.update("100.14", "1", "100.16", "1"));

        assertThat(bench.gaps()).isZero();
        assertThat(bench.book(BTC)).isEqualTo(FeedState.LIVE);
        assertThat(bench.levels(BTC).bids()).hasSize(5);
    }

    @Test
    void aBadChecksumDropsTheBookAndNoneOrZeroIsNone() {
        bothLive();
        String update = btc.update("100.11", "1", "100.19", "1");
        bench.receive(update.replaceFirst("\"checksum\":-?\\d+", "\"checksum\":12345"));
        assertThat(bench.book(BTC)).isEqualTo(FeedState.GAP);
        assertThat(bench.checksumFailures()).isEqualTo(1);
        assertThat(bench.heard.gaps().getFirst().reason()).isEqualTo("checksum");

        bench.receive(swap.update("100.11", "1", "100.19", "1").replaceFirst("\"checksum\":-?\\d+", "\"checksum\":0"));
        bench.receive(swap.update("100.12", "1", "100.18", "1").replaceFirst("\"checksum\":-?\\d+,", ""));
        assertThat(bench.book(SWAP)).isEqualTo(FeedState.LIVE);
        assertThat(bench.levels(SWAP).bids()).hasSize(3);
    }

    @Test
    void withoutNumbersTheChecksumIsTheGapDetector() {
        bench.receive(unnumbered(btc.snapshot("100.1", "100.2")));
        bench.receive(unnumbered(btc.update("100.11", "1", "100.19", "1")));
        assertThat(bench.book(BTC)).isEqualTo(FeedState.LIVE);
        btc.update("100.12", "1", "100.18", "1");

        bench.receive(unnumbered(btc.update("100.13", "1", "100.17", "1")));
        assertThat(bench.book(BTC)).isEqualTo(FeedState.GAP);
        assertThat(bench.checksumFailures()).isEqualTo(1);
    }

    private static String unnumbered(String frame) {
        return frame.replaceFirst(",\"prevSeqId\":-?\\d+,\"seqId\":\\d+", "");
    }

    @Test
    void tradesTellTheTakersSideAndPrintsOfSeveralTradesAreNoGap() {
        bench.receive(OkxFrames.trade("BTC-USDT", 7849, 1, "0.0100", "buy"));
        bench.receive(OkxFrames.trade("BTC-USDT", 7852, 3, "1E-3", "sell"));
        bench.receive(OkxFrames.trade("BTC-USDT", 7852, 3, "1E-3", "sell"));
        assertThat(bench.heard.gaps()).isEmpty();
        bench.receive(OkxFrames.trade("BTC-USDT", 7856, 2, "1", "sell"));

        assertThat(bench.heard.trades()).hasSize(3);
        Trade first = bench.heard.trades().getFirst();
        assertThat(first.side()).isEqualTo(TakerSide.BUY);
        assertThat(first.price()).hasToString("30218.80");
        assertThat(first.size()).hasToString("0.0100");
        assertThat(first.time()).hasToString("2022-05-13T16:26:39.958Z");
        assertThat(bench.heard.trades().get(1).side()).isEqualTo(TakerSide.SELL);
        assertThat(bench.heard.trades().get(1).size()).hasToString("0.001");
        assertThat(bench.heard.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.from()).isEqualTo(7853);
            assertThat(gap.to()).isEqualTo(7854);
        });
    }

    @Test
    void fundingIsToldWithTheMarkPrice() {
        bench.receive("{\"arg\":{\"channel\":\"funding-rate\",\"instId\":\"BTC-USDT-SWAP\"},\"data\":[{\"fundingRate\":"
                + "\"-0.0001515\",\"fundingTime\":\"1652486400000\",\"instId\":\"BTC-USDT-SWAP\",\"nextFundingRate\":"
                + "\"\"}]}");
        assertThat(bench.heard.fundings()).isEmpty();
        bench.receive("{\"arg\":{\"channel\":\"mark-price\",\"instId\":\"BTC-USDT-SWAP\"},\"data\":[{\"instType\":"
                + "\"SWAP\",\"instId\":\"BTC-USDT-SWAP\",\"markPx\":\"30220.10\",\"ts\":\"1652459225393\"}]}");

        Funding funding = bench.heard.fundings().getFirst();
        assertThat(funding.symbol()).isEqualTo(Symbol.of(SWAP));
        assertThat(funding.rate()).hasToString("-0.0001515");
        assertThat(funding.markPrice()).hasToString("30220.10");
        assertThat(funding.settlesAt()).hasToString("2022-05-14T00:00:00Z");
        assertThat(bench.state(Channel.FUNDING, SWAP)).isEqualTo(FeedState.LIVE);
    }

    @Test
    void anUpgradeNoticeIsAReasonToReconnectAndOtherNoticesAreCounted() {
        bench.receive("{\"event\":\"notice\",\"code\":\"64099\",\"msg\":\"hello\",\"connId\":\"x\"}");
        assertThat(bench.failed).isNull();
        assertThat(bench.unknown).containsExactly("notice 64099");

        bench.receive("{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"The connection will soon be closed for a "
                + "service upgrade. Please reconnect.\",\"connId\":\"x\"}");
        assertThat(bench.failed).contains("announced");
    }

    @Test
    void whatNobodyAskedForIsCountedAndWhatIsBrokenDoesNoHarm() {
        bothLive();
        bench.receive("{\"arg\":{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"},\"data\":[{\"last\":\"1\"}]}");
        bench.receive(new OkxFrames("XRP-USDT", 1).snapshot("1", "2"));
        bench.receive(OkxFrames.trade("XRP-USDT", 1, 1, "1", "buy"));
        bench.receive("{\"event\":\"channel-conn-count\",\"channel\":\"books\",\"connCount\":\"1\",\"connId\":\"x\"}");
        assertThat(bench.unknown)
                .containsExactly("tickers", "book not asked for", "trades not asked for", "channel-conn-count");

        String good = btc.update("100.11", "1", "100.19", "1");
        for (String bad : List.of(
                good.substring(0, good.length() / 2),
                good + "{}",
                good.replace("\"100.11\"", "\"1OO\""),
                good.replace("\"100.11\"", "100.11"),
                good.replace("\"100.11\"", "\"-100.11\""),
                good.replace("update", "insert"),
                good.replaceFirst("\"seqId\":\\d+", "\"seqId\":18446744073709551615"),
                good.replaceFirst("\"checksum\":-?\\d+", "\"checksum\":3000000000"),
                good.replace("\"bids\":", "\"bidz\":"),
                "{\"arg\":{\"channel\":\"books\",\"instId\":\"BTC-USDT\"},\"action\":\"update\"}",
                "{\"arg\":[],\"data\":[]}",
                OkxFrames.trade("BTC-USDT", 1, 1, "1", "Buy"),
                "ping",
                "")) {
            bench.receive(bad);
        }
        assertThat(bench.malformed).hasSize(14);
        bench.receive(good);
        assertThat(bench.book(BTC)).isEqualTo(FeedState.LIVE);
        assertThat(bench.levels(BTC).bids()).hasSize(2);
    }

    @Test
    void fieldsMayComeInAnyOrder() {
        String frame = btc.snapshot("100.1", "100.2");
        String data = frame.substring(frame.indexOf("\"data\""), frame.length() - 1);
        bench.receive("{" + data
                + ",\"action\":\"snapshot\",\"arg\":{\"instId\":\"BTC-USDT\",\"channel\":\"books\",\"x\":1}}");

        assertThat(bench.book(BTC)).isEqualTo(FeedState.LIVE);
    }

    @ParameterizedTest
    @CsvSource({"BTC-USDT,BTC-USDT", "BTC-USDT-PERP,BTC-USDT-SWAP", "BTC-USD-220527,BTC-USD-220527"})
    void canonicalSymbolsHaveTheVenuesNames(Symbol symbol, String instrument) {
        assertThat(Topic.instrument(symbol)).isEqualTo(instrument);
    }

    @ParameterizedTest
    @CsvSource({"1,bbo-tbt", "5,books5", "400,books"})
    void theDepthIsAChannelOfItsOwn(int depth, String channel) {
        assertThat(adapter().depth(OptionalInt.of(depth))).isEqualTo(depth);
        assertThat(Topic.of(Channel.BOOK, Symbol.of(BTC), depth).getFirst().name())
                .isEqualTo(channel);
        bench.receive(
                "{\"arg\":{\"channel\":\"" + channel + "\",\"instId\":\"BTC-USDT\"},\"action\":\"snapshot\","
                        + "\"data\":[{\"asks\":[[\"2\",\"1\",\"0\",\"1\"]],\"bids\":[[\"1\",\"1\",\"0\",\"1\"]],\"seqId\":1}]}");
        assertThat(bench.book(BTC)).isEqualTo(FeedState.LIVE);
        assertThatIllegalArgumentException().isThrownBy(() -> adapter().depth(OptionalInt.of(20)));
    }

    private void bothLive() {
        bench.receive(btc.snapshot("100.1", "100.2"));
        bench.receive(swap.snapshot("100.1", "100.2"));
    }
}
