// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

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
 * @param combined frames as recorded, byte for byte
 * @param raw the same without the wrapping that names the stream, their data byte for byte
 */
record StreamRecording(Set<String> symbols, List<Frame> combined, List<Frame> raw) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static StreamRecording of(Recording recording) {
        Set<String> symbols = new HashSet<>();
        List<Frame> combined = new ArrayList<>();
        List<Frame> raw = new ArrayList<>();
        for (Frame frame : recording.frames()) {
            JsonNode content = parse(frame.text());
            if (content.has("result") || content.has("error")) {
                continue;
            }
            symbols.add(symbol(content));
            combined.add(frame);
            raw.add(new Frame(frame.at(), unwrapped(frame.text(), content)));
        }
        return new StreamRecording(symbols, combined, raw);
    }

    /** How many of the streams are about symbols recorded here. */
    long inCommon(Set<String> streams) {
        return streams.stream().map(Endpoint::symbol).filter(symbols::contains).count();
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
