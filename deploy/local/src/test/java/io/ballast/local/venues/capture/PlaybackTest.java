// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ballast.local.venues.testing.ManualVenueTime;
import io.ballast.local.venues.testing.MemoryConnection;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlaybackTest {

    private static final List<Capture.Frame> FRAMES = List.of(frame(1_000, "a"), frame(1_400, "b"), frame(3_000, "c"));

    private final ManualVenueTime time = new ManualVenueTime();
    private final MemoryConnection client = new MemoryConnection();

    @Test
    void noFrameComesBeforeItsTime() {
        play(FRAMES, "1");

        passes(999, List.of());
        passes(1, List.of("a"));
        passes(399, List.of());
        passes(1, List.of("b"));
        passes(1_599, List.of());
        passes(1, List.of("c"));
    }

    @Test
    void aFactorDividesTheSpacing() {
        play(FRAMES, "4");

        passes(249, List.of());
        passes(1, List.of("a"));
        passes(99, List.of());
        passes(1, List.of("b"));
        passes(399, List.of());
        passes(1, List.of("c"));
    }

    @Test
    void theOriginIsNow() {
        Playback unused = Playback.start(FRAMES, millis(900), Pace.of("1", false), time, client);

        passes(99, List.of());
        passes(1, List.of("a"));
    }

    @Test
    void lateFramesKeepTheirOwnTimesNotTheirDistances() {
        client.makeRoom(1);
        play(FRAMES, "1");
        passes(2_000, List.of("a"));

        client.makeRoom(10);

        assertThat(client.take()).containsExactly("b");
        passes(999, List.of());
        passes(1, List.of("c"));
    }

    @Test
    void atFullSpeedAllComesAtOnceInOrderButNotInOneGo() {
        List<Capture.Frame> many = IntStream.range(0, 1_000)
                .mapToObj(n -> frame(n * 1_000L, "f" + n))
                .toList();
        play(many, "max");

        assertThat(client.sent()).hasSizeLessThan(1_000);
        time.advance(Duration.ZERO);
        assertThat(client.sent())
                .containsExactlyElementsOf(
                        many.stream().map(Capture.Frame::text).toList());
    }

    @Test
    void aClientThatDoesNotReadIsWaitedFor() {
        client.makeRoom(2);
        play(FRAMES, "max");
        assertThat(client.take()).containsExactly("a", "b");

        time.advance(Duration.ofHours(1));
        assertThat(client.take()).isEmpty();

        client.makeRoom(2);
        assertThat(client.take()).containsExactly("c");
    }

    @Test
    void aStoppedOneIsSilentWhateverItWaitedFor() {
        Playback waiting = Playback.start(FRAMES, 0, Pace.of("1", true), time, client);
        waiting.stop();
        client.makeRoom(1);
        Playback full = Playback.start(FRAMES, 0, Pace.of("max", true), time, client);
        client.take();
        full.stop();
        client.makeRoom(10);

        time.advance(Duration.ofHours(1));

        assertThat(client.sent()).isEmpty();
        assertThat(client.closeCode()).isZero();
        assertThat(time.pending()).isZero();
    }

    @Test
    void theConnectionStaysOpenAtTheEnd() {
        play(FRAMES, "max");

        time.advance(Duration.ofHours(1));

        assertThat(client.closeCode()).isZero();
    }

    @Test
    void aLoopCutsTheConnectionAWhileAfterTheEnd() {
        Playback unused = Playback.start(FRAMES, 0, Pace.of("max", true), time, client);

        time.advance(Pace.LOOP_PAUSE.minusMillis(1));
        assertThat(client.closeCode()).isZero();
        time.advance(Duration.ofMillis(1));
        assertThat(client.closeCode()).isEqualTo(1001);
    }

    @Test
    void speedsAreNumbersAboveZeroOrMax() {
        assertThat(Pace.of("0.5", false).due(1_000)).isEqualTo(2_000);
        for (String wrong : List.of("0", "-1", "fast", "NaN", "")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Pace.of(wrong, false));
        }
    }

    private void play(List<Capture.Frame> frames, String speed) {
        Playback unused = Playback.start(frames, 0, Pace.of(speed, false), time, client);
    }

    private void passes(long millis, List<String> come) {
        time.advance(Duration.ofMillis(millis));
        assertThat(client.take()).isEqualTo(come);
    }

    private static Capture.Frame frame(long millis, String text) {
        return new Capture.Frame(millis(millis), text);
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
