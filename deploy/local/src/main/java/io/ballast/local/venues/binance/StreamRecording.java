// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.venues.capture.Capture.Frame;
import io.ballast.local.venues.capture.Capture.Recording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One recorded connection: its data without the answers to requests, in both forms a client may ask for.
 *
 * @param symbols what the data is about, in lower case as streams write it
 */
record StreamRecording(Set<String> symbols, List<Entry> entries) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * One frame.
     *
     * @param stream which it belongs to
     * @param combined as recorded, byte for byte
     * @param raw the same without the wrapping that names the stream, its data byte for byte
     */
    record Entry(String stream, Frame combined, Frame raw) {}

    static StreamRecording of(Recording recording) {
        Set<String> symbols = new HashSet<>();
        List<Entry> entries = new ArrayList<>();
        for (Frame frame : recording.frames()) {
            JsonNode content = parse(frame.text());
            if (content.has("result") || content.has("error")) {
                continue;
            }
            symbols.add(symbol(content));
            Frame raw = new Frame(frame.at(), unwrapped(frame.text(), content));
            entries.add(new Entry(content.path("stream").asText(), frame, raw));
        }
        return new StreamRecording(symbols, entries);
    }

    /** What is sent to a client of that address. */
    List<Frame> frames(Endpoint endpoint) {
        return entries.stream()
                .filter(entry -> endpoint.serves(entry.stream()))
                .map(endpoint.combined() ? Entry::combined : Entry::raw)
                .toList();
    }

    /** How well it answers a subscription: streams recorded here count before other streams of their symbols. */
    long inCommon(Set<String> streams) {
        Set<String> recorded = entries.stream().map(Entry::stream).collect(toSet());
        long same = streams.stream().filter(recorded::contains).count();
        return 1024 * same
                + streams.stream()
                        .map(Endpoint::symbol)
                        .filter(symbols::contains)
                        .count();
    }

    private static String symbol(JsonNode content) {
        return content.has("stream")
                ? Endpoint.symbol(content.path("stream").asText())
                : content.path("s").asText().toLowerCase(Locale.ROOT);
    }

    private static String unwrapped(String text, JsonNode content) {
        String head = "{\"stream\":\"" + content.path("stream").asText() + "\",\"data\":";
        return text.startsWith(head) ? text.substring(head.length(), text.lastIndexOf('}')) : text;
    }

    /** A frame that is no JSON is still played: what came over the wire once may come again. */
    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
