// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.market.capture.SimulatedCapture;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.SessionBench;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conformance in any clone: the simulator's book is ours. */
class BybitSimulationTest {

    private static final String BTC = "BTC-USDT-PERP";

    private final SimulatedCapture capture = SimulatedCapture.read("bybit-v5");

    @Test
    void theFollowersBookIsTheVenuesToTheCharacter() {
        SessionBench bench = play(capture.follower());

        assertThat(bench.gaps()).isZero();
        assertThat(bench.malformed).isEmpty();
        assertThat(bench.unknown).isEmpty();
        assertThat(SimulatedCapture.texts(bench.levels(BTC).bids()))
                .isEqualTo(SimulatedCapture.texts(capture.late("/data/b")))
                .hasSize(200);
        assertThat(SimulatedCapture.texts(bench.levels(BTC).asks()))
                .isEqualTo(SimulatedCapture.texts(capture.late("/data/a")));
        assertThat(bench.heard.trades()).hasSizeGreaterThan(10);
        assertThat(bench.heard.fundings()).hasSizeGreaterThan(10);
    }

    @Test
    void everySingleUpdateThatIsMissingIsNoticedAtTheNextOne() {
        List<String> frames = capture.follower();
        List<String> updates = frames.stream()
                .filter(frame -> frame.contains("\"orderbook") && frame.contains("\"delta\""))
                .toList();
        assertThat(updates).hasSizeGreaterThan(50);
        for (String missing : updates.subList(0, updates.size() - 1)) {
            SessionBench bench =
                    play(frames.stream().filter(frame -> !frame.equals(missing)).toList());
            assertThat(bench.gaps()).isEqualTo(1);
            assertThat(bench.book(BTC)).isEqualTo(FeedState.GAP);
        }
    }

    private static SessionBench play(List<String> frames) {
        SessionBench bench =
                BybitSessionTest.bench(Segment.LINEAR, EnumSet.of(Channel.BOOK, Channel.TRADES, Channel.FUNDING), BTC);
        frames.forEach(bench::receive);
        return bench;
    }
}
