// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A file of captured frames: one JSON object a line, compressed, {@code ts} in unix seconds. What was written more than
 * a second before the newest line is on its way to the disk, so that a killed process leaves a file that can be read up
 * to there. Not thread-safe.
 */
final class CaptureWriter {

    private static final Logger LOG = Logger.getLogger(CaptureWriter.class);
    private static final JsonFactory JSON = new JsonFactory().configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);

    private static final class Counted extends FilterOutputStream {

        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] data, int from, int length) throws IOException {
            out.write(data, from, length);
            bytes += length;
        }

        @Override
        public void write(int data) throws IOException {
            out.write(data);
            bytes++;
        }
    }

    private final Path file;
    private final Counted compressed;
    private final OutputStream out;
    private Instant flushed = Instant.MIN;

    /** @throws IOException if the file is there already or cannot be made */
    CaptureWriter(Path file) throws IOException {
        this.file = file;
        compressed = new Counted(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        out = new BufferedOutputStream(new GZIPOutputStream(compressed, 8192, true), 65_536);
    }

    /** Size on the disk, about. */
    long bytes() {
        return compressed.bytes;
    }

    void header(String venue) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("t", "header");
            json.writeStringField("source", "ballast market-aggregator-service");
            json.writeStringField("exchange", venue);
            json.writeEndObject();
        }
        out.write('\n');
    }

    /** Null members are left out. */
    void line(
            String kind,
            String connection,
            Instant at,
            String addressName,
            @Nullable String address,
            @Nullable String data)
            throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("t", kind);
            json.writeStringField("conn", connection);
            json.writeFieldName("ts");
            json.writeNumber(seconds(at));
            if (address != null) {
                json.writeStringField(addressName, address);
            }
            if (data != null) {
                json.writeStringField("data", data);
            }
            json.writeEndObject();
        }
        out.write('\n');
        if (flushed.plusSeconds(1).isBefore(at)) {
            flushed = at;
            out.flush();
        }
    }

    private static BigDecimal seconds(Instant at) {
        return BigDecimal.valueOf(at.getEpochSecond()).add(BigDecimal.valueOf(at.getNano() / 1_000, 6));
    }

    void close() {
        try {
            out.close();
        } catch (IOException e) {
            LOG.warnf("recording may lack its end: file=%s cause=%s", file, e.getMessage());
        }
    }
}
