// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.kraken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ballast.market.book.BookView;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.SessionBench;
import io.ballast.market.venue.TakerSide;
import io.ballast.market.venue.TestConfig;
import io.ballast.market.venue.Trade;
import java.time.Duration;
import java.util.EnumSet;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class KrakenSessionTest {

    private final SessionBench bench = bench("BTC-USD", "ETH-USD");
    private final KrakenFrames btc = new KrakenFrames("BTC/USD");
    private final KrakenFrames eth = new KrakenFrames("ETH/USD");

    static SessionBench bench(String... symbols) {
        return new SessionBench(adapter(), EnumSet.of(Channel.BOOK, Channel.TRADES), symbols).open();
    }

    private static KrakenAdapter adapter() {
        return new KrakenAdapter(TestConfig.of(KrakenConfig.class));
    }

    @Test
    void subscribesEachChannelForAllSymbolsAtOnce() {
        assertThat(bench.sent)
                .containsExactly(
                        "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USD\",\"ETH/USD\"],"
                                + "\"depth\":10,\"snapshot\":true},\"req_id\":1}",
                        "{\"method\":\"subscribe\",\"params\":{\"channel\":\"trade\",\"symbol\":[\"BTC/USD\",\"ETH/USD\"],"
                                + "\"snapshot\":true},\"req_id\":2}");
        assertThat(bench.established).as("nothing is accepted yet").isFalse();
    }

    @Test
    void everyAnswerIsCheckedAndARefusedSymbolIsDownAlone() {
        bench.receive(KrakenFrames.accepted("book", "BTC/USD", 1));
        bench.receive("{\"error\":\"Currency pair not supported ETH/USD\",\"method\":\"subscribe\",\"success\":false,"
                + "\"symbol\":\"ETH/USD\",\"req_id\":1}");

        assertThat(bench.established).isTrue();
        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.SYNCING);
        assertThat(bench.book("ETH-USD")).isEqualTo(FeedState.DOWN);
        assertThat(bench.heard.controls().getLast().reason()).contains("not supported");

        bench.time.advance(Duration.ofSeconds(30));
        assertThat(bench.sent.getLast())
                .contains("\"subscribe\"")
                .contains("ETH/USD")
                .doesNotContain("BTC/USD");
    }

    @Test
    void refusalOfEverythingIsAReasonToReconnect() {
        String refusal = "{\"error\":\"nope\",\"method\":\"subscribe\",\"success\":false,\"req_id\":%d}";
        bench.receive(refusal.formatted(1));
        assertThat(bench.failed).isNull();

        bench.receive(refusal.formatted(2));
        assertThat(bench.failed).contains("nope");
    }

    @Test
    void anAnswerWithoutOurNumberCountsByWhatItIsAbout() {
        bench.receive(
                "{\"method\":\"subscribe\",\"result\":{\"channel\":\"trade\",\"symbol\":\"ETH/USD\"},\"success\":true}");

        assertThat(bench.state(Channel.TRADES, "ETH-USD")).isEqualTo(FeedState.LIVE);
        assertThat(bench.state(Channel.TRADES, "BTC-USD")).isEqualTo(FeedState.SYNCING);
    }

    @Test
    void aBadChecksumDropsThisBookAloneAndOnlyASnapshotBringsItBack() {
        bothLive();
        btc.update("99.0", "1.5", "102.0", "1.5"); // lost on the way

        bench.receive(btc.update("98.0", "1.5", "103.0", "1.5"));

        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.GAP);
        assertThat(bench.levels("BTC-USD")).isEqualTo(BookView.EMPTY);
        assertThat(bench.book("ETH-USD")).isEqualTo(FeedState.LIVE);
        assertThat(bench.checksumFailures()).isEqualTo(1);
        assertThat(bench.heard.gaps().getFirst().reason()).isEqualTo("checksum");
        assertThat(bench.sent.subList(2, 4))
                .containsExactly(
                        "{\"method\":\"unsubscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USD\"],"
                                + "\"depth\":10},\"req_id\":3}",
                        "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USD\"],"
                                + "\"depth\":10,\"snapshot\":true},\"req_id\":4}");

        bench.receive(btc.update("97.0", "1.5", "104.0", "1.5"));
        assertThat(bench.book("BTC-USD")).as("updates before the snapshot").isEqualTo(FeedState.GAP);
        assertThat(bench.levels("BTC-USD")).isEqualTo(BookView.EMPTY);

        bench.receive(btc.snapshot("100.0", "101.0"));
        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.LIVE);
    }

    @Test
    void aSymbolThatKeepsFailingIsNotAskedForInALoop() {
        String wrong = btc.snapshot("100.0", "101.0").replaceAll("\"checksum\":\\d+", "\"checksum\":1");
        bench.receive(wrong);
        int first = bench.sent.size();
        bench.receive(wrong);

        assertThat(bench.sent).as("the second time it waits").hasSize(first);
        bench.time.advance(Duration.ofSeconds(30));
        assertThat(bench.sent).hasSize(first + 2);
    }

    @Test
    void levelsBeyondTheDepthAreCutThoughTheVenueDeletesNone() {
        bench.receive(btc.snapshot("100.0", "101.0"));
        for (int i = 1; i <= 15; i++) {
            bench.receive(btc.update(100 - i + ".0", "1.5", 101 + i + ".0", "1.5"));
        }

        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.LIVE);
        assertThat(bench.levels("BTC-USD").bids()).hasSize(10);
        assertThat(bench.levels("BTC-USD").asks()).hasSize(10);
    }

    @Test
    void pastTradesAreNotLiveTrades() {
        bench.receive(KrakenFrames.trade("snapshot", "BTC/USD", 5));
        assertThat(bench.heard.trades()).isEmpty();

        bench.receive(KrakenFrames.trade("update", "BTC/USD", 6));
        Trade trade = bench.heard.trades().getFirst();
        assertThat(trade.id()).hasToString("6");
        assertThat(trade.price()).hasToString("100.50");
        assertThat(trade.size()).hasToString("0.10000000");
        assertThat(trade.side()).isEqualTo(TakerSide.SELL);
        assertThat(trade.time()).hasToString("2026-01-05T12:00:00.123456Z");
    }

    @Test
    void idsBeyondALongHeartbeatsAndTheUnknownDoNoHarm() {
        bench.receive("{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2\",\"system\":\"online\","
                + "\"connection_id\":17843232920108168701}]}");
        bench.receive("{\"channel\":\"heartbeat\"}");
        bench.receive("{\"method\":\"pong\",\"req_id\":9}");
        bench.receive("{\"channel\":\"weather\",\"type\":\"update\",\"data\":[]}");
        bench.receive("{\"channel\":\"book\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":[]}]}");
        bench.receive("{\"channel\":\"book\",\"type\":\"up");
        bench.receive("true");

        assertThat(bench.unknown).containsExactly("weather");
        assertThat(bench.malformed).hasSize(3);
        assertThat(bench.failed).isNull();
    }

    @Test
    void fieldsMayComeInAnyOrder() {
        String frame = btc.snapshot("100.0", "101.0");
        String data = frame.substring(frame.indexOf("\"data\""), frame.length() - 1);
        bench.receive("{" + data + ",\"type\":\"snapshot\",\"channel\":\"book\"}");

        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.LIVE);
    }

    @Test
    void onlyTheVenuesOwnDepthsAreAccepted() {
        assertThat(adapter().depth(OptionalInt.of(25))).isEqualTo(25);
        assertThatIllegalArgumentException().isThrownBy(() -> adapter().depth(OptionalInt.of(20)));
    }

    private void bothLive() {
        bench.receive(btc.snapshot("100.0", "101.0"));
        bench.receive(eth.snapshot("10.0", "11.0"));
    }
}
