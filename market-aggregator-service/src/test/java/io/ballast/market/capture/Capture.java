// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Recorded frames, read where they lie; they are no part of the repository. */
public final class Capture {

    /**
     * One line of a capture.
     *
     * @param type {@code recv}, {@code http}, {@code send} or {@code connect}
     * @param url of {@code http} lines, else empty
     */
    public record Line(String type, String url, String data) {

        public byte[] bytes() {
            return data.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of(System.getProperty("ballast.root", ".."), "..", "shared", "captures")
            .normalize();

    private Capture() {}

    /** Every line of {@code name} but its header; the test is skipped where there are no captures. */
    public static List<Line> lines(String name) {
        Path file = FOLDER.resolve(name + ".jsonl.gz");
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: no capture at " + file);
        return lines(file);
    }

    /** Every line of that file but its header. */
    public static List<Line> lines(Path file) {
        List<Line> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                JsonNode line = JSON.readTree(text);
                if (!line.get("t").asText().equals("header")) {
                    lines.add(new Line(
                            line.get("t").asText(),
                            line.path("url").asText(""),
                            line.path("data").asText("")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /** Only the frames received. */
    public static List<Line> frames(String name) {
        return lines(name).stream().filter(line -> line.type().equals("recv")).toList();
    }

    /** What an independent program found in {@code name}. */
    public static JsonNode expected(String name) {
        Path file = FOLDER.resolve("EXPECTED.json");
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: no expectations at " + file);
        try {
            return JSON.readTree(file.toFile()).get(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
