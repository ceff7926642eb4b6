// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * Reads {@code .jsonl} and {@code .jsonl.gz} captures line by line: {@code header}, {@code http}, {@code connect},
 * {@code send} and {@code recv}, with {@code ts} in unix seconds.
 */
public final class CaptureReader {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    private final Map<String, Connection> connections = new LinkedHashMap<>();
    private final List<Capture.Reply> replies = new ArrayList<>();

    private CaptureReader() {}

    /** A connection as far as it has been read. */
    private record Connection(String address, long begin, List<Capture.Frame> sent, List<Capture.Frame> frames) {}

    /**
     * Reads a whole file.
     *
     * @throws IOException if it cannot be read, or naming the file and line that is not as it should be
     */
    public static Capture read(Path file) throws IOException {
        CaptureReader reader = new CaptureReader();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(file), UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                reader.line(line, file + ":" + number);
            }
        } catch (EOFException | JsonEOFException cut) {
            // a recorder that was killed leaves the last line, and the compressed file, unfinished
            if (reader.connections.isEmpty()) {
                throw cut;
            }
        }
        return reader.finish(String.valueOf(file.getFileName()));
    }

    private static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        return file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
    }

    private void line(String line, String where) throws IOException {
        if (line.isBlank()) {
            return;
        }
        JsonNode entry = JSON.readTree(line);
        switch (entry.path("t").asText()) {
            case "header" -> {}
            case "http" -> replies.add(new Capture.Reply(text(entry, "url", where), text(entry, "data", where)));
            case "connect" -> connection(entry, entry.path("addr").asText());
            case "send" -> add(connection(entry, ""), Connection::sent, entry, where);
            case "recv" -> add(connection(entry, ""), Connection::frames, entry, where);
            default ->
                throw new IOException(
                        where + ": unknown kind of entry: " + entry.path("t").asText());
        }
    }

    private Connection connection(JsonNode entry, String address) {
        return connections.computeIfAbsent(
                entry.path("conn").asText(),
                name -> new Connection(address, nanos(entry), new ArrayList<>(), new ArrayList<>()));
    }

    private static void add(
            Connection connection, Function<Connection, List<Capture.Frame>> list, JsonNode entry, String where)
            throws IOException {
        long at = Math.max(0, nanos(entry) - connection.begin());
        list.apply(connection).add(new Capture.Frame(at, text(entry, "data", where)));
    }

    private static String text(JsonNode entry, String field, String where) throws IOException {
        JsonNode value = entry.path(field);
        if (!value.isTextual()) { // binary frames (b64) occur with none of the venues served
            throw new IOException(where + ": no text in \"" + field + "\"");
        }
        return value.textValue();
    }

    private static long nanos(JsonNode entry) {
        return entry.path("ts").decimalValue().movePointRight(9).longValue();
    }

    private Capture finish(String file) {
        List<Capture.Recording> recordings = new ArrayList<>();
        connections.forEach((name, connection) -> recordings.add(
                new Capture.Recording(name, connection.address(), connection.sent(), connection.frames())));
        return new Capture(file, recordings, replies);
    }
}
