// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.market.book.PriceLevel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Frames of our own simulator, which are part of the repository: those a follower was sent from its subscription on,
 * and those that a late subscriber was sent at the end, whose snapshot says what the follower must have by then.
 */
public record SimulatedCapture(List<String> follower, List<String> late) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public static SimulatedCapture read(String name) {
        List<String> follower = new ArrayList<>();
        List<String> late = new ArrayList<>();
        InputStream raw = Objects.requireNonNull(
                SimulatedCapture.class.getResourceAsStream("/captures/" + name + "-simulated.jsonl"), name);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(raw, StandardCharsets.UTF_8))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                JsonNode line = JSON.readTree(text);
                if (line.path("t").asText().equals("recv")) {
                    (line.path("conn").asText().equals("late") ? late : follower)
                            .add(line.path("data").asText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SimulatedCapture(follower, late);
    }

    /** The late subscriber's first frame in which {@code pointer} is something. */
    public JsonNode late(String pointer) {
        try {
            for (String frame : late) {
                JsonNode found = JSON.readTree(frame).at(pointer);
                if (!found.isMissingNode()) {
                    return found;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("nobody was sent " + pointer);
    }

    /** Levels as texts, {@code price@size}. */
    public static List<String> texts(List<PriceLevel> levels) {
        return levels.stream().map(level -> level.price() + "@" + level.size()).toList();
    }

    /** The same of a frame's. */
    public static List<String> texts(JsonNode levels) {
        List<String> texts = new ArrayList<>();
        levels.forEach(
                level -> texts.add(level.get(0).asText() + "@" + level.get(1).asText()));
        return texts;
    }
}
