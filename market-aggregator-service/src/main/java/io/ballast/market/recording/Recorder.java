// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.recording;

import io.ballast.common.time.TimeSource;
import io.ballast.market.venue.VenueId;
import io.ballast.market.venue.WireTap;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Writes what venues send to files that the replay server plays. A file holds one connection from its first frame on,
 * without a hole: where a frame cannot be kept, the recording ends before it, and says so.
 *
 * <p>The venues' loops only queue; one thread of its own writes.
 */
@ApplicationScoped
class Recorder implements WireTap {

    private static final Logger LOG = Logger.getLogger(Recorder.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final RecordingConfig config;
    private final TimeSource time;
    private final MeterRegistry meters;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("recording").daemon().factory());
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong files = new AtomicLong();
    private final Set<Recording> open = ConcurrentHashMap.newKeySet();

    Recorder(RecordingConfig config, TimeSource time, MeterRegistry meters) {
        this.config = config;
        this.time = time;
        this.meters = meters;
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    /** Ends every recording and returns when all is written, or after five seconds. */
    void close() {
        open.forEach(Recording::ended);
        writer.shutdown();
        try {
            if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("recordings are cut short: cause=the disk is too slow");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Wire connected(VenueId venue, String captureName, String url) {
        if (config.directory().isEmpty() || writer.isShutdown()) {
            return Wire.UNSEEN;
        }
        String name =
                "%s-%s-%s-%d.jsonl.gz".formatted(captureName, venue, STAMP.format(time.now()), files.incrementAndGet());
        Recording recording = new Recording(this, config.directory().get(), name, venue.value());
        open.add(recording);
        recording.begin(url);
        return recording;
    }

    /** A reason not to begin another file in that folder, which is made if it is not there. */
    void checkRoom(Path folder) throws IOException {
        Files.createDirectories(folder);
        long bytes = 0;
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith(".jsonl.gz")).toList()) {
                bytes += Files.size(file);
            }
        }
        if (bytes >= config.folderBytes()) {
            throw new IOException("the folder holds " + bytes + " bytes, of " + config.folderBytes() + " allowed");
        }
    }

    long fileBytes() {
        return config.fileBytes();
    }

    TimeSource time() {
        return time;
    }

    /** @return whether there was room, and the writer is still at work */
    boolean queue(long bytes, Runnable write) {
        if (writer.isShutdown()) {
            return false;
        }
        if (waiting.addAndGet(bytes) > config.bufferBytes()) {
            waiting.addAndGet(-bytes);
            return false;
        }
        writer.execute(() -> {
            try {
                write.run();
            } finally {
                waiting.addAndGet(-bytes);
            }
        });
        return true;
    }

    void over(Recording recording) {
        open.remove(recording);
    }

    void cutShort(Recording recording, String cause) {
        over(recording);
        meters.counter("ballast_market_recordings_cut", "venue", recording.venue())
                .increment();
        LOG.warnf("recording ends before its connection: file=%s cause=%s", recording.file(), cause);
    }
}
