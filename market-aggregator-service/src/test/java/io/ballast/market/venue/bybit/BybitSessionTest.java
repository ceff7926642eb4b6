// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BybitSessionTest {

    private static final Set<Channel> ALL = EnumSet.of(Channel.BOOK, Channel.TRADES, Channel.FUNDING);
    private static final String BTC = "BTC-USDT-PERP";
    private static final String ETH = "ETH-USDT-PERP";

    private final SessionBench bench = bench(Segment.LINEAR, ALL, BTC, ETH);

    static SessionBench bench(Segment segment, Set<Channel> channels, String... symbols) {
        return new SessionBench(adapter(segment), channels, symbols).open();
    }

    static BybitAdapter adapter(Segment segment, String... settings) {
        return new BybitAdapter(segment, TestConfig.of(BybitConfig.class, settings));
    }

    @Test
    void subscribesToEveryTopicOfEverySymbolAndPingsEveryTwentySeconds() {
        assertThat(bench.sent)
                .containsExactly("{\"op\":\"subscribe\",\"req_id\":\"1\",\"args\":[\"orderbook.200.BTCUSDT\","
                        + "\"publicTrade.BTCUSDT\",\"tickers.BTCUSDT\",\"orderbook.200.ETHUSDT\","
                        + "\"publicTrade.ETHUSDT\",\"tickers.ETHUSDT\"]}");
        assertThat(bench.established).as("nothing is accepted yet").isFalse();
        bench.receive(accepted("1"));
        assertThat(bench.established).isTrue();

        bench.time.advance(Duration.ofSeconds(60));
        assertThat(bench.sent.subList(1, 4)).containsOnly("{\"op\":\"ping\"}");
    }

    @Test
    void noRequestHasMoreTopicsThanTheVenueTakes() {
        String[] symbols =
                IntStream.range(0, 13).mapToObj(i -> "A" + i + "-USDT").toArray(String[]::new);

        List<String> sent = bench(Segment.SPOT, EnumSet.of(Channel.BOOK, Channel.TRADES), symbols).sent;

        assertThat(sent).hasSize(3).allSatisfy(request -> assertThat(topics(request))
                .hasSizeLessThanOrEqualTo(10));
        assertThat(sent.stream().mapToInt(request -> topics(request).size()).sum())
                .isEqualTo(26);
    }

    @Test
    void oneBadTopicIsFoundOutAndTheOthersAreKept() {
        bench.receive(refused("1", "Invalid symbol :[orderbook.200.ETHUSDT]"));
        assertThat(bench.sent.subList(1, 7))
                .allSatisfy(request -> assertThat(topics(request)).hasSize(1));
        for (int number = 2; number <= 7; number++) {
            String request = Integer.toString(number);
            boolean bad = bench.sent.get(number - 1).contains("orderbook.200.ETHUSDT");
            bench.receive(bad ? refused(request, "Invalid symbol :[orderbook.200.ETHUSDT]") : accepted(request));
        }

        assertThat(bench.book(ETH)).isEqualTo(FeedState.DOWN);
        assertThat(bench.book(BTC)).isEqualTo(FeedState.SYNCING);
        assertThat(bench.state(Channel.TRADES, ETH)).isEqualTo(FeedState.LIVE);
        assertThat(bench.heard.controls())
                .anySatisfy(event -> assertThat(event.reason()).contains("refused: Invalid symbol"));
        assertThat(bench.failed).isNull();

        bench.time.advance(Duration.ofSeconds(30));
        assertThat(bench.sent.getLast()).contains("orderbook.200.ETHUSDT").doesNotContain("BTC");
    }

    @Test
    void refusalOfEverythingIsAReasonToReconnect() {
        SessionBench one = bench(Segment.SPOT, EnumSet.of(Channel.BOOK), "BTC-USDT");

        one.receive(refused("1", "nope"));

        assertThat(one.book("BTC-USDT")).isEqualTo(FeedState.DOWN);
        assertThat(one.failed).contains("nope");
    }

    @Test
    void aTopicNeitherAcknowledgedNorHeardOfIsDownAndAskedForAgain() {
        bench.receive(book("snapshot", "BTCUSDT", 5, "100.10", "1.0", "100.20", "2.0"));

        bench.time.advance(Duration.ofSeconds(10));

        assertThat(bench.book(BTC)).isEqualTo(FeedState.LIVE);
        assertThat(bench.book(ETH)).isEqualTo(FeedState.DOWN);
        assertThat(bench.state(Channel.TRADES, BTC)).isEqualTo(FeedState.DOWN);
        bench.time.advance(Duration.ofSeconds(30));
        assertThat(bench.sent).anySatisfy(request -> assertThat(request).contains("[\"orderbook.200.ETHUSDT\"]"));
    }

    @Test
    void anAnswerWithoutOurNumberIsThatOfTheOldestRequestAndTwiceSubscribedIsSubscribed() {
        bench.receive("{\"success\":true,\"ret_msg\":\"\",\"conn_id\":\"x\",\"req_id\":\"\",\"op\":\"subscribe\"}");
        assertThat(bench.state(Channel.TRADES, ETH)).isEqualTo(FeedState.LIVE);

        bench.overdue(BTC);
        bench.receive(refused("3", "error:already subscribed,topic:orderbook.200.BTCUSDT"));
        assertThat(bench.book(BTC)).isEqualTo(FeedState.SYNCING);
        bench.receive(accepted("77"));
        assertThat(bench.unknown).containsExactly("answer to nothing asked");
    }

    @Test
    void aMissingUpdateDropsThisBookAloneAndOnlyASnapshotBringsItBack() {
        bothLive();
        bench.receive(book("delta", "BTCUSDT", 6, "100.11", "1.5", "100.19", "0.5"));
        assertThat(bench.levels(BTC).bids().getFirst().price()).hasToString("100.11");

        bench.receive(book("delta", "BTCUSDT", 8, "100.12", "1", "100.18", "1"));

        assertThat(bench.book(BTC)).isEqualTo(FeedState.GAP);
        assertThat(bench.levels(BTC)).isEqualTo(BookView.EMPTY);
        assertThat(bench.book(ETH)).isEqualTo(FeedState.LIVE);
        assertThat(bench.heard.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.symbol()).isEqualTo(Symbol.of(BTC));
            assertThat(gap.from()).isEqualTo(7);
            assertThat(gap.to()).isEqualTo(7);
        });
        assertThat(bench.sent.subList(1, 3))
                .containsExactly(
                        "{\"op\":\"unsubscribe\",\"req_id\":\"2\",\"args\":[\"orderbook.200.BTCUSDT\"]}",
                        "{\"op\":\"subscribe\",\"req_id\":\"3\",\"args\":[\"orderbook.200.BTCUSDT\"]}");

        bench.receive(book("delta", "BTCUSDT", 9, "100.13", "1", "100.17", "1"));
        assertThat(bench.book(BTC)).as("updates before the snapshot").isEqualTo(FeedState.GAP);
        bench.receive(book("snapshot", "BTCUSDT", 9, "100.13", "1", "100.17", "1"));
        assertThat(bench.book(BTC)).isEqualTo(FeedState.LIVE);
        assertThat(bench.heard.gaps()).hasSize(1);
    }

    @Test
    void aRepeatedUpdateChangesNothing() {
        bothLive();
        String update = book("delta", "BTCUSDT", 6, "100.11", "1.5", "100.19", "0.5");
        bench.receive(update);
        BookView before = bench.levels(BTC);

        bench.receive(update);
        bench.receive(book("delta", "BTCUSDT", 5, "100.15", "9", "100.16", "9"));

        assertThat(bench.levels(BTC)).isEqualTo(before);
        assertThat(bench.gaps()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot", "delta"})
    void aSnapshotAtAnyTimeReplacesTheBookAndNumberOneIsOne(String type) {
        bothLive();

        bench.receive(book(type, "BTCUSDT", 1, "90.0", "1", "91.0", "1"));

        assertThat(bench.book(BTC)).isEqualTo(FeedState.LIVE);
        assertThat(bench.levels(BTC).bids()).hasSize(1);
        assertThat(bench.levels(BTC).bids().getFirst().price()).hasToString("90.0");
        bench.receive(book("delta", "BTCUSDT", 2, "90.1", "1", "91.0", "0"));
        assertThat(bench.levels(BTC).asks()).isEmpty();
        assertThat(bench.gaps()).isZero();
    }

    @Test
    void aCrossedBookIsDroppedAndASymbolThatKeepsFailingIsNotAskedForInALoop() {
        bench.receive(book("snapshot", "BTCUSDT", 5, "100.30", "1", "100.20", "1"));
        assertThat(bench.book(BTC)).isEqualTo(FeedState.GAP);
        int first = bench.sent.size();
        bench.receive(book("snapshot", "BTCUSDT", 6, "100.20", "1", "100.20", "1"));

        assertThat(bench.sent).as("the second time it waits").hasSize(first);
        bench.time.advance(Duration.ofSeconds(3));
        assertThat(bench.sent.stream().filter(text -> text.contains("unsubscribe")))
                .hasSize(2);
    }

    @Test
    void tradesTellTheTakersSideInTheirOrderAndOnlyOnce() {
        String frame =
                """
                {"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1786310819681,"data":[\
                {"T":1786310819680,"s":"BTCUSDT","S":"Sell","v":"0.0040","p":"65114.20","L":"MinusTick",\
                "i":"a9188a0a-82bc-50de-be60-03eedbe3cdd7","BT":false,"RPI":false,"seq":18446744073709551615},\
                {"T":1786310819681,"s":"BTCUSDT","S":"Buy","v":"1E-3","p":"65114.30","i":"2290000000123456789"}]}""";
        bench.receive(frame);
        bench.receive(frame);

        assertThat(bench.heard.trades()).hasSize(2);
        Trade first = bench.heard.trades().getFirst();
        assertThat(first.id()).hasToString("a9188a0a-82bc-50de-be60-03eedbe3cdd7");
        assertThat(first.side()).isEqualTo(TakerSide.SELL);
        assertThat(first.size()).hasToString("0.0040");
        assertThat(first.price()).hasToString("65114.20");
        assertThat(first.time()).hasToString("2026-08-09T21:26:59.680Z");
        Trade second = bench.heard.trades().getLast();
        assertThat(second.side()).isEqualTo(TakerSide.BUY);
        assertThat(second.size()).hasToString("0.001");
        assertThat(bench.heard.gaps()).isEmpty();
    }

    @Test
    void whatATickerDoesNotNameIsUnchanged() {
        bench.receive("{\"topic\":\"tickers.BTCUSDT\",\"type\":\"snapshot\",\"data\":{\"symbol\":\"BTCUSDT\","
                + "\"markPrice\":\"65117.44\",\"fundingRate\":\"-0.00010000\",\"nextFundingTime\":\"1786320000000\"},"
                + "\"cs\":1,\"ts\":1}");
        bench.receive("{\"topic\":\"tickers.BTCUSDT\",\"type\":\"delta\",\"data\":{\"symbol\":\"BTCUSDT\","
                + "\"markPrice\":\"65117.50\"},\"cs\":2,\"ts\":2}");

        assertThat(bench.heard.fundings()).hasSize(2);
        Funding last = bench.heard.fundings().getLast();
        assertThat(last.rate()).hasToString("-0.00010000");
        assertThat(last.markPrice()).hasToString("65117.50");
        assertThat(last.settlesAt()).hasToString("2026-08-10T00:00:00Z");
        assertThat(bench.state(Channel.FUNDING, BTC)).isEqualTo(FeedState.LIVE);

        bench.receive("{\"topic\":\"tickers.BTCUSDT\",\"type\":\"snapshot\",\"data\":{\"symbol\":\"BTCUSDT\","
                + "\"markPrice\":\"1\",\"fundingRate\":\"\",\"nextFundingTime\":\"0\"},\"ts\":3}");
        assertThat(bench.heard.fundings().getLast().rate())
                .as("a snapshot replaces all")
                .isNull();
        assertThat(bench.heard.fundings().getLast().settlesAt()).isNull();
    }

    @Test
    void whatNobodyAskedForIsCountedAndWhatIsBrokenDoesNoHarm() {
        bothLive();
        bench.receive("{\"topic\":\"kline.1.BTCUSDT\",\"data\":[{\"start\":1}],\"ts\":1,\"type\":\"snapshot\"}");
        bench.receive("{\"topic\":\"allLiquidation.BTCUSDT\",\"type\":\"snapshot\",\"data\":[]}");
        bench.receive(book("snapshot", "XRPUSDT", 1, "1", "1", "2", "1"));
        bench.receive("{\"success\":true,\"ret_msg\":\"pong\",\"conn_id\":\"x\",\"op\":\"ping\"}");
        bench.receive("{\"req_id\":\"\",\"op\":\"pong\",\"args\":[\"1\"],\"conn_id\":\"x\"}");
        assertThat(bench.unknown).containsExactly("kline", "allLiquidation", "book not asked for");

        String good = book("delta", "BTCUSDT", 6, "100.11", "1", "100.19", "1");
        for (String bad : List.of(
                good.substring(0, good.length() / 2),
                good + "{}",
                good.replace("\"100.11\"", "\"1OO\""),
                good.replace("\"100.11\"", "100.11"),
                good.replace("\"100.11\"", "\"-100.11\""),
                good.replace("delta", "insert"),
                good.replace("\"u\":6", "\"u\":18446744073709551615"),
                good.replace("\"u\":6,", ""),
                "{\"topic\":\"orderbook.200.BTCUSDT\",\"type\":\"delta\"}",
                "{\"topic\":\"orderbook.200.BTCUSDT\",\"type\":\"delta\",\"data\":[]}",
                "{\"topic\":\"publicTrade.BTCUSDT\",\"data\":[{\"s\":\"BTCUSDT\"}]}",
                "[]",
                "pong",
                "")) {
            bench.receive(bad);
        }
        assertThat(bench.malformed).hasSize(14);
        bench.receive(good);
        assertThat(bench.book(BTC)).isEqualTo(FeedState.LIVE);
        assertThat(bench.levels(BTC).bids()).hasSize(2);
        assertThat(bench.failed).isNull();
    }

    @Test
    void fieldsMayComeInAnyOrder() {
        String frame = book("snapshot", "BTCUSDT", 5, "100.10", "1.0", "100.20", "2.0");
        String data = frame.substring(frame.indexOf("\"data\""), frame.length() - 1);
        bench.receive("{" + data + ",\"type\":\"snapshot\",\"topic\":\"orderbook.200.BTCUSDT\"}");

        assertThat(bench.book(BTC)).isEqualTo(FeedState.LIVE);
        assertThat(bench.levels(BTC).asks().getFirst().size()).hasToString("2.0");
    }

    @ParameterizedTest
    @CsvSource({
        "SPOT,BTC-USDT,BTCUSDT",
        "LINEAR,BTC-USDT-PERP,BTCUSDT",
        "LINEAR,BTC-USDC-PERP,BTCPERP",
        "LINEAR,BTC-USDT-251226,BTCUSDT-26DEC25",
        "LINEAR,ETH-USDC-260306,ETH-6MAR26"
    })
    void theSegmentIsPartOfTheName(Segment segment, Symbol symbol, String name) {
        assertThat(segment.name(symbol)).isEqualTo(name);
    }

    @Test
    void whatTheSegmentCannotHaveIsRefusedBeforeAnythingIsConnected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adapter(Segment.SPOT).check(Symbol.of(BTC)))
                .withMessage("BTC-USDT-PERP cannot be at bybit: it is a contract");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adapter(Segment.LINEAR).check(Symbol.of("BTC-USDT")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adapter(Segment.LINEAR).check(Symbol.of("BTC-USDT-251399")));
        assertThat(adapter(Segment.SPOT).depth(OptionalInt.of(50))).isEqualTo(50);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adapter(Segment.SPOT).depth(OptionalInt.of(20)));
    }

    private void bothLive() {
        bench.receive(book("snapshot", "BTCUSDT", 5, "100.10", "1.0", "100.20", "2.0"));
        bench.receive(book("snapshot", "ETHUSDT", 70, "10.10", "1.0", "10.20", "2.0"));
    }

    static String book(
            String type, String symbol, long update, String bid, String bidSize, String ask, String askSize) {
        return """
                {"topic":"orderbook.200.%1$s","type":"%2$s","ts":1786310818129,"data":{"s":"%1$s",\
                "b":[["%4$s","%5$s"]],"a":[["%6$s","%7$s"]],"u":%3$d,"seq":18446744073709551615},"cts":1786310818027}"""
                .formatted(symbol, type, update, bid, bidSize, ask, askSize);
    }

    static String accepted(String request) {
        return "{\"success\":true,\"ret_msg\":\"\",\"conn_id\":\"x\",\"req_id\":\"" + request
                + "\",\"op\":\"subscribe\"}";
    }

    static String refused(String request, String cause) {
        return "{\"success\":false,\"ret_msg\":\"" + cause + "\",\"conn_id\":\"x\",\"req_id\":\"" + request
                + "\",\"op\":\"subscribe\"}";
    }

    private static List<String> topics(String request) {
        String topics = request.substring(request.indexOf('[') + 1, request.indexOf(']'));
        return Arrays.stream(topics.split(","))
                .map(topic -> topic.replace("\"", ""))
                .toList();
    }
}
