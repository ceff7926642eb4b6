// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.local.venues.testing.MadeUpCaptures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureReaderTest {

    @TempDir
    private Path folder;

    @Test
    void framesKeepTheirBytesAndTheirMoments() throws IOException {
        Capture capture = CaptureReader.read(MadeUpCaptures.binance(folder, 3));

        assertThat(capture.file()).isEqualTo("binance-spot-made-up.jsonl.gz");
        assertThat(capture.replies()).extracting(Capture.Reply::body).containsExactly(MadeUpCaptures.DEPTH_REPLY);
        assertThat(capture.recordings()).hasSize(1);
        Capture.Recording recording = capture.recordings().getFirst();
        assertThat(recording.address()).contains("/stream?streams=aaausdt@depth@100ms");
        assertThat(recording.frames())
                .extracting(Capture.Frame::text)
                .endsWith(MadeUpCaptures.binanceFrames(3).toArray(String[]::new));
        assertThat(recording.frames())
                .extracting(Capture.Frame::at)
                .containsExactly(50_000_000L, 100_000_000L, 200_000_000L, 300_000_000L);
    }

    @Test
    void plainFilesAndSentFramesAreReadToo() throws IOException {
        Capture.Recording recording = CaptureReader.read(MadeUpCaptures.kraken(folder, 2))
                .recordings()
                .getFirst();

        assertThat(recording.sent()).extracting(Capture.Frame::at).containsExactly(1_000_000_000L);
        assertThat(recording.frames()).hasSize(2 + 2 * 2);
    }

    @Test
    void aFrameOfManyMegabytesIsOneFrame() throws IOException {
        String large = "x".repeat(6_000_000);
        Path file = Files.writeString(
                folder.resolve("large.jsonl"),
                "{\"t\":\"recv\",\"conn\":\"c\",\"ts\":1.5,\"data\":\"" + large + "\"}\n");

        assertThat(CaptureReader.read(file).recordings().getFirst().frames())
                .containsExactly(new Capture.Frame(0, large));
    }

    @Test
    void aRecordingThatWasCutShortIsReadUpToThere() throws IOException {
        Path whole = MadeUpCaptures.binance(folder, 300);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("binance-spot-cut.jsonl.gz"), Arrays.copyOf(bytes, bytes.length - 20));
        Path plain = Files.writeString(
                folder.resolve("torn.jsonl"),
                "{\"t\":\"recv\",\"conn\":\"c\",\"ts\":1.5,\"data\":\"a\"}\n{\"t\":\"recv\",\"conn\":\"c\",\"ts\":1.6,\"da");

        List<Capture.Frame> all =
                CaptureReader.read(whole).recordings().getFirst().frames();
        List<Capture.Frame> some =
                CaptureReader.read(cut).recordings().getFirst().frames();
        assertThat(some)
                .hasSizeLessThanOrEqualTo(all.size())
                .isEqualTo(all.subList(0, some.size()))
                .isNotEmpty();
        assertThat(CaptureReader.read(plain).recordings().getFirst().frames())
                .containsExactly(new Capture.Frame(0, "a"));
    }

    @Test
    void aLineThatIsNotAsItShouldBeIsNamed() throws IOException {
        Path unknown = Files.writeString(folder.resolve("unknown.jsonl"), "{\"t\":\"header\"}\n{\"t\":\"rcv\"}\n");
        Path binary = Files.writeString(
                folder.resolve("binary.jsonl"), "{\"t\":\"recv\",\"conn\":\"c\",\"ts\":1,\"b64\":\"AA==\"}\n");

        assertThatThrownBy(() -> CaptureReader.read(unknown))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unknown.jsonl:2");
        assertThatThrownBy(() -> CaptureReader.read(binary))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("binary.jsonl:1");
    }
}
