// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.coinbase;

import static io.ballast.market.venue.coinbase.CoinbaseFrames.change;
import static io.ballast.market.venue.coinbase.CoinbaseFrames.levels;
import static io.ballast.market.venue.coinbase.CoinbaseFrames.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ballast.market.book.BookView;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.SessionBench;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.TakerSide;
import io.ballast.market.venue.TestConfig;
import io.ballast.market.venue.Trade;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class CoinbaseSessionTest {

    private static final String ALL =
            "\"level2\":[\"BTC-USD\",\"ETH-USD\"],\"market_trades\":[\"BTC-USD\",\"ETH-USD\"],\"heartbeats\":[\"heartbeats\"]";

    private final SessionBench bench = bench("BTC-USD", "ETH-USD");
    private final CoinbaseFrames frames = new CoinbaseFrames();

    static CoinbaseAdapter adapter(String... settings) {
        return new CoinbaseAdapter(TestConfig.of(CoinbaseConfig.class, settings));
    }

    static SessionBench bench(String... symbols) {
        return new SessionBench(adapter(), EnumSet.of(Channel.BOOK, Channel.TRADES), symbols).open();
    }

    @Test
    void eachChannelIsAskedForByAMessageOfItsOwnAndNotTooFast() {
        assertThat(bench.sent).containsExactly("{\"type\":\"subscribe\",\"channel\":\"heartbeats\"}");

        bench.time.advance(Duration.ofMillis(149));
        assertThat(bench.sent).hasSize(1);
        bench.time.advance(Duration.ofSeconds(1));
        assertThat(bench.sent)
                .containsExactly(
                        "{\"type\":\"subscribe\",\"channel\":\"heartbeats\"}",
                        "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\",\"ETH-USD\"],\"channel\":\"level2\"}",
                        "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\",\"ETH-USD\"],\"channel\":\"market_trades\"}");
        assertThat(bench.established).as("nothing is confirmed yet").isFalse();
    }

    @Test
    void confirmationsTellTheWholeSetAndWhatIsMissingInTimeIsDownAndAskedForAgain() {
        bench.receive(frames.confirmed("\"level2\":[\"BTC-USD\"],\"market_trades\":[\"BTC-USD\",\"ETH-USD\"]"));
        assertThat(bench.established).isTrue();
        assertThat(bench.state(Channel.TRADES, "ETH-USD")).isEqualTo(FeedState.LIVE);

        bench.time.advance(Duration.ofSeconds(10));
        assertThat(bench.book("ETH-USD")).isEqualTo(FeedState.DOWN);
        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.SYNCING);

        bench.time.advance(Duration.ofSeconds(30));
        assertThat(bench.sent.getLast())
                .isEqualTo("{\"type\":\"subscribe\",\"product_ids\":[\"ETH-USD\"],\"channel\":\"level2\"}");
        assertThat(bench.failed).isNull();
    }

    @Test
    void anErrorRefusesWhatIsNotConfirmedOrElseEverything() {
        bench.receive(frames.confirmed("\"level2\":[\"BTC-USD\",\"ETH-USD\"],\"market_trades\":[\"BTC-USD\"]"));
        bench.receive("{\"type\":\"error\",\"message\":\"ETH-USD is not a valid product\"}");
        assertThat(bench.state(Channel.TRADES, "ETH-USD")).isEqualTo(FeedState.DOWN);
        assertThat(bench.heard.controls().getLast().reason()).contains("not a valid product");
        assertThat(bench.failed).isNull();

        SessionBench refused = bench("BTC-USD");
        refused.receive("{\"type\":\"error\",\"message\":\"too many\"}");
        assertThat(refused.failed).contains("too many");
    }

    @Test
    void aNumberMissingInWhateverChannelDropsEveryBookAndEndsTheConnection() {
        bothLive();
        bench.receive(frames.heartbeat());
        frames.lose();
        bench.receive(frames.frame("ticker", "{}"));

        assertThat(bench.failed).contains("messages lost: expected=4 got=5");
        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.GAP);
        assertThat(bench.levels("ETH-USD")).isEqualTo(BookView.EMPTY);
        assertThat(bench.heard.gaps()).hasSize(2);
    }

    @Test
    void theFirstNumberIsZero() {
        frames.lose();
        bench.receive(frames.confirmed(ALL));

        assertThat(bench.failed).contains("expected=0 got=1");
        assertThat(bench.established).isFalse();
    }

    @Test
    void aRepeatedMessageChangesNothing() {
        bothLive();
        String update = frames.update("BTC-USD", "bid", "100.5", "3");
        bench.receive(update);
        bench.receive(frames.update("BTC-USD", "bid", "100.5", "0"));
        bench.receive(update);

        assertThat(bench.levels("BTC-USD").bids()).hasSize(1);
        assertThat(bench.failed).isNull();
        assertThat(bench.unknown).containsExactly("message repeated");
    }

    @Test
    void levelsAreAbsoluteAndKeepTheirText() {
        bothLive();
        bench.receive(frames.update("BTC-USD", "bid", "100.50", "0.34835000"));
        bench.receive(frames.update("BTC-USD", "offer", "101.0", "0"));
        bench.receive(frames.update("BTC-USD", "offer", "1.0175E2", "1e-8"));
        bench.receive(frames.update("BTC-USD", "bid", "42", "0"));

        assertThat(bench.levels("BTC-USD").bids().getFirst()).hasToString("PriceLevel[price=100.50, size=0.34835000]");
        assertThat(bench.levels("BTC-USD").asks()).singleElement().satisfies(level -> {
            assertThat(level.price().toBigDecimal()).isEqualByComparingTo("101.75");
            assertThat(level.size().toBigDecimal()).isEqualByComparingTo("0.00000001");
        });
        assertThat(bench.malformed).isEmpty();
    }

    @Test
    void oneMessageMayBeAboutSeveralProducts() {
        bench.receive(frames.frame(
                "l2_data",
                levels("snapshot", "BTC-USD", change("bid", "1", "1")) + ","
                        + levels("snapshot", "ETH-USD", change("offer", "2", "1"))));

        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.LIVE);
        assertThat(bench.book("ETH-USD")).isEqualTo(FeedState.LIVE);
    }

    @Test
    void updatesBeforeTheSnapshotAreNoBook() {
        bench.receive(frames.update("BTC-USD", "bid", "100.5", "3"));

        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.SYNCING);
        assertThat(bench.levels("BTC-USD")).isEqualTo(BookView.EMPTY);
    }

    @Test
    void aCrossedBookIsAskedForAgainAloneAndANewSnapshotReplacesAllOfIt() {
        bothLive();
        bench.receive(frames.update("BTC-USD", "bid", "101.5", "3"));

        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.GAP);
        assertThat(bench.book("ETH-USD")).isEqualTo(FeedState.LIVE);
        bench.time.advance(Duration.ofSeconds(1));
        assertThat(bench.sent.subList(bench.sent.size() - 2, bench.sent.size()))
                .containsExactly(
                        "{\"type\":\"unsubscribe\",\"product_ids\":[\"BTC-USD\"],\"channel\":\"level2\"}",
                        "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channel\":\"level2\"}");

        bench.receive(frames.update("BTC-USD", "bid", "99", "3"));
        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.GAP);
        bench.receive(frames.snapshot("BTC-USD"));
        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.LIVE);
        assertThat(bench.levels("BTC-USD").bids()).hasSize(1);
    }

    @Test
    void tradesComeOldestFirstWithTheTakersSideAndThePastIsNoNews() {
        bench.receive(frames.trades("snapshot", trade("BTC-USD", 90, "1", "BUY"), trade("BTC-USD", 89, "1", "BUY")));
        assertThat(bench.heard.trades()).isEmpty();

        bench.receive(
                frames.trades("update", trade("BTC-USD", 92, "0.00064000", "SELL"), trade("BTC-USD", 91, "2", "BUY")));
        assertThat(bench.heard.trades()).extracting(one -> one.id().toString()).containsExactly("91", "92");
        assertThat(bench.heard.trades()).extracting(Trade::side).containsExactly(TakerSide.SELL, TakerSide.BUY);
        assertThat(bench.heard.trades().getLast().size()).hasToString("0.00064000");
        assertThat(bench.heard.trades().getLast().price()).hasToString("100.50");

        bench.receive(frames.trades("update", trade("BTC-USD", 92, "1", "SELL")));
        assertThat(bench.heard.trades()).hasSize(2);
        bench.receive(frames.trades("update", trade("BTC-USD", 9_223_372_036_854_775_806L, "1", "SELL")));
        assertThat(bench.heard.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.channel()).isEqualTo(Channel.TRADES);
            assertThat(gap.from()).isEqualTo(93);
        });
    }

    @Test
    void theDollarCoinIsTheDollarsMarket() {
        SessionBench coin = bench("BTC-USDC", "BTC-USD");
        coin.time.advance(Duration.ofSeconds(1));
        assertThat(coin.sent.getLast())
                .isEqualTo("{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channel\":\"market_trades\"}");

        coin.receive(frames.snapshot("BTC-USD"));
        coin.receive(frames.update("BTC-USDC", "bid", "100.5", "3"));
        assertThat(coin.book("BTC-USDC")).isEqualTo(FeedState.LIVE);
        assertThat(coin.levels("BTC-USDC")).isEqualTo(coin.levels("BTC-USD"));
        assertThat(coin.levels("BTC-USD").bids()).hasSize(2);
    }

    @Test
    void whatItDoesNotKnowIsCountedAndWhatIsBrokenIsALostMessage() {
        bothLive();
        bench.receive(frames.frame("weather", "{\"cloudy\":17843232920108168701}"));
        bench.receive(frames.snapshot("DOGE-USD"));
        bench.receive("[]");
        bench.receive("{\"channel\":\"l2_data\"");
        bench.receive("{\"channel\":\"l2_data\",\"sequence_num\":99}");
        assertThat(bench.unknown).containsExactly("weather", "l2_data not asked for");
        assertThat(bench.malformed).hasSize(3);
        assertThat(bench.failed).isNull();

        bench.receive(frames.update("BTC-USD", "bid", "100.5x", "3"));
        assertThat(bench.malformed).hasSize(4);
        bench.receive(frames.heartbeat());
        assertThat(bench.failed).contains("messages lost");
    }

    @Test
    void fieldsMayComeInAnyOrder() {
        String frame = frames.snapshot("BTC-USD");
        String events = frame.substring(frame.indexOf("\"events\""), frame.length() - 1);
        bench.receive("{" + events + ",\"sequence_num\":0,\"channel\":\"l2_data\"}");

        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.LIVE);
    }

    @Test
    void contractsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> adapter().check(Symbol.of("BTC-USD-PERP")));
    }

    private void bothLive() {
        bench.receive(frames.confirmed(ALL));
        bench.receive(frames.snapshot("BTC-USD"));
        bench.receive(frames.snapshot("ETH-USD"));
    }
}
