// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.recording;

import io.ballast.market.venue.WireTap.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One connection's file. Told on the venue's loop; the file itself belongs to the recorder's thread. */
final class Recording implements Wire {

    private static final long LINE = 200;

    private final Recorder recorder;
    private final Path folder;
    private final Path file;
    private final String venue;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean cut = new AtomicBoolean();
    private @Nullable CaptureWriter lines;

    Recording(Recorder recorder, Path folder, String name, String venue) {
        this.recorder = recorder;
        this.folder = folder;
        this.file = folder.resolve(name);
        this.venue = venue;
    }

    Path file() {
        return file;
    }

    String venue() {
        return venue;
    }

    void begin(String url) {
        Instant at = recorder.time().now();
        queue(LINE, () -> {
            recorder.checkRoom(folder);
            CaptureWriter opened = new CaptureWriter(file);
            lines = opened;
            opened.header(venue);
            opened.line("connect", venue + ".ws", at, "addr", url, null);
        });
    }

    @Override
    public void sent(String text) {
        write("send", null, text);
    }

    @Override
    public void received(byte[] utf8) {
        Instant at = recorder.time().now();
        queue(utf8.length + LINE, () -> line("recv", at, null, new String(utf8, StandardCharsets.UTF_8)));
    }

    @Override
    public void replied(String url, byte[] body) {
        Instant at = recorder.time().now();
        queue(body.length + LINE, () -> line("http", at, url, new String(body, StandardCharsets.UTF_8)));
    }

    private void write(String kind, @Nullable String url, String data) {
        Instant at = recorder.time().now();
        queue(data.length() + LINE, () -> line(kind, at, url, data));
    }

    private void line(String kind, Instant at, @Nullable String url, String data) throws IOException {
        CaptureWriter open = lines;
        if (open == null) {
            return; // cut short before this line's turn came
        }
        if (open.bytes() > recorder.fileBytes()) {
            throw new IOException("the file has reached " + recorder.fileBytes() + " bytes");
        }
        boolean http = kind.equals("http");
        open.line(kind, venue + (http ? ".http" : ".ws"), at, "url", url, data);
    }

    @Override
    public void ended() {
        if (over.compareAndSet(false, true)) {
            recorder.queue(0, this::close);
            recorder.over(this);
        }
    }

    private interface Write {
        void run() throws IOException;
    }

    private void queue(long bytes, Write write) {
        if (over.get()) {
            return;
        }
        boolean queued = recorder.queue(bytes, () -> {
            try {
                write.run();
            } catch (IOException e) {
                cutShort(String.valueOf(e.getMessage()));
                close();
            }
        });
        if (!queued) {
            cutShort("more frames wait to be written than allowed");
            recorder.queue(0, this::close);
        }
    }

    private void cutShort(String cause) {
        over.set(true);
        if (cut.compareAndSet(false, true)) { // also while what was heard before the end is still being written
            recorder.cutShort(this, cause);
        }
    }

    private void close() {
        CaptureWriter open = lines;
        lines = null;
        if (open != null) {
            open.close();
        }
    }
}
