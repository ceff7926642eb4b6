// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.local.venues.testing.MemoryConnection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final List<String> FRAMES =
            IntStream.range(0, 1000).mapToObj("frame %04d"::formatted).toList();

    @Test
    void withoutFaultsEveryFrameArrivesAsItIs() {
        assertThat(sent(Faults.of(List.of(), 1))).isEqualTo(FRAMES);
        assertThat(Faults.of(List.of(), 1).over(List.of())).isEmpty();
    }

    @Test
    void aShareOfTheFramesIsLostOrComesTwice() {
        List<String> fewer = sent(Faults.of(List.of("drop=0.1"), 7));
        assertThat(fewer).hasSizeBetween(850, 950).isSubsetOf(FRAMES).isSorted().doesNotHaveDuplicates();

        List<String> more = sent(Faults.of(List.of("duplicate=0.1"), 7));
        assertThat(more).hasSizeBetween(1050, 1150).containsAll(FRAMES);
    }

    @Test
    void swappedFramesComeOneLater() {
        List<String> all = sent(Faults.of(List.of("swap=0.1"), 7));

        assertThat(all).hasSizeBetween(999, 1000).isNotEqualTo(FRAMES);
        for (int at = 0; at < all.size(); at++) {
            int number = Integer.parseInt(all.get(at).substring("frame ".length()));
            assertThat(number).isBetween(at - 2, at + 2);
        }
    }

    @Test
    void aSpoiltFrameDiffersInOneDigitOrLacksItsEnd() {
        assertThat(sent(Faults.of(List.of("corrupt=1"), 7)))
                .hasSameSizeAs(FRAMES)
                .allMatch(frame -> frame.matches("frame [0-9]+"))
                .satisfies(frames -> assertThat(IntStream.range(0, 1000))
                        .allMatch(at -> differences(frames.get(at), FRAMES.get(at)) == 1));
        assertThat(sent(Faults.of(List.of("truncate=1"), 7)).get(999)).isEqualTo("frame");
        assertThat(Faults.of(List.of(), 1).corrupted("none")).isEqualTo("none");
    }

    @Test
    void aStalledConnectionSaysNothingMoreAndACutOneEnds() {
        MemoryConnection stalled = new MemoryConnection();
        FaultyConnection connection = new FaultyConnection(stalled, Faults.of(List.of("stall=1"), 7));
        connection.send("a");
        connection.send("b");
        connection.ping();
        assertThat(stalled.sent()).isEmpty();
        assertThat(stalled.closeCode()).isZero();

        MemoryConnection cut = new MemoryConnection();
        new FaultyConnection(cut, Faults.of(List.of("cut=1"), 7)).send("a");
        assertThat(cut.sent()).isEmpty();
        assertThat(cut.closeCode()).isEqualTo(1001);
    }

    @Test
    void theSameSeedMakesTheSameFaults() {
        List<String> kinds = List.of("drop=0.1", "duplicate=0.1", "swap=0.1", "corrupt=0.1");

        assertThat(sent(Faults.of(kinds, 3))).isEqualTo(sent(Faults.of(kinds, 3)));
        assertThat(sent(Faults.of(kinds, 3))).isNotEqualTo(sent(Faults.of(kinds, 4)));
    }

    @Test
    void whatIsNoFaultIsNamed() {
        assertThatThrownBy(() -> Faults.of(List.of("lose=0.1"), 1))
                .hasMessage("no such fault: lose; there are drop, duplicate, swap, corrupt, truncate, stall, cut");
        for (String bad : List.of("drop", "drop=", "drop=0", "drop=1.5", "drop=x", "drop=NaN")) {
            assertThatThrownBy(() -> Faults.of(List.of(bad), 1)).hasMessageEndingWith("not " + bad);
        }
    }

    private static long differences(String one, String other) {
        return one.length() != other.length()
                ? -1
                : IntStream.range(0, one.length())
                        .filter(at -> one.charAt(at) != other.charAt(at))
                        .count();
    }

    private static List<String> sent(Faults faults) {
        MemoryConnection client = new MemoryConnection();
        FaultyConnection connection = new FaultyConnection(client, faults);
        FRAMES.forEach(connection::send);
        return client.sent();
    }
}
