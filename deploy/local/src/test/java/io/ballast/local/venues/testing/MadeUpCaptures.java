// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Captures of both venues, written by the tests, so that nothing outside the repository is needed. */
public final class MadeUpCaptures {

    public static final String DEPTH_REPLY = "{\"lastUpdateId\":100,\"bids\":[[\"1.50\",\"2.0\"]],\"asks\":[]}";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BINANCE =
            "wss://stream.example:9443/stream?streams=aaausdt@depth@100ms/aaausdt@aggTrade";
    private static final String KRAKEN = "wss://ws.example/v2";

    private MadeUpCaptures() {}

    /** Data frame {@code n} of the Binance capture; one in five is of another symbol. */
    public static String binanceFrame(int n) {
        String symbol = n % 5 == 0 ? "bbbusdt" : "aaausdt";
        return "{\"stream\":\"" + symbol + "@depth@100ms\",\"data\":" + binanceData(n) + "}";
    }

    /** The same without the wrapping. */
    public static String binanceData(int n) {
        String symbol = n % 5 == 0 ? "BBBUSDT" : "AAAUSDT";
        return "{\"e\":\"depthUpdate\",\"s\":\"" + symbol + "\",\"U\":" + n + ",\"u\":" + n
                + ", \"b\":[[\"1.50\",\"2.0\"]],\"a\":[]}";
    }

    /** Data frame {@code n} of the Kraken capture. */
    public static String krakenFrame(int n) {
        return "{\"channel\":\"book\",\"type\":\"" + (n == 0 ? "snapshot" : "update")
                + "\",\"data\":[{\"symbol\":\"AAA/USD\",\"bids\":[],\"asks\":[{\"price\":1." + n
                + "0,\"qty\":4.00000000}],\"checksum\":" + n + "}]}";
    }

    public static List<String> binanceFrames(int count) {
        return IntStream.range(0, count).mapToObj(MadeUpCaptures::binanceFrame).toList();
    }

    /** The Binance capture's frames as raw streams show them. */
    public static List<String> rawFrames(int count) {
        return IntStream.range(0, count).mapToObj(MadeUpCaptures::binanceData).toList();
    }

    public static List<String> krakenFrames(int count) {
        return IntStream.range(0, count).mapToObj(MadeUpCaptures::krakenFrame).toList();
    }

    /** Frames 100 ms apart, the first 100 ms after the connection; with a REST reply and a recorded answer. */
    public static Path binance(Path folder, int count) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("{\"t\":\"header\",\"exchange\":\"MADE UP\"}");
        lines.add(entry("connect", "ws.1", "1700000000.000001", "addr", BINANCE));
        lines.add(entry("recv", "ws.1", "1700000000.050001", "data", "{\"result\":null,\"id\":1}"));
        ObjectNode http = JSON.createObjectNode().put("t", "http").put("conn", "http.0");
        http.put("url", "https://api.example/api/v3/depth?symbol=AAAUSDT&limit=1000")
                .put("data", DEPTH_REPLY);
        lines.add(http.put("ts", 1700000000).toString());
        for (int n = 0; n < count; n++) {
            lines.add(entry("recv", "ws.1", at(100_001 + n * 100_000L), "data", binanceFrame(n)));
        }
        return write(folder.resolve("binance-spot-made-up.jsonl.gz"), lines);
    }

    /** Subscribed one second after the connection, frames 100 ms apart from there; with what is said live between. */
    public static Path kraken(Path folder, int count) throws IOException {
        String subscribe = "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"AAA/USD\"],"
                + "\"depth\":25}}";
        List<String> lines = new ArrayList<>();
        lines.add(entry("connect", "ws.1", at(0), "addr", KRAKEN));
        lines.add(entry("recv", "ws.1", at(10_000), "data", "{\"channel\":\"status\",\"data\":[{}]}"));
        lines.add(entry("send", "ws.1", at(1_000_000), "data", subscribe));
        lines.add(entry("recv", "ws.1", at(1_050_000), "data", "{\"method\":\"subscribe\",\"success\":true}"));
        for (int n = 0; n < count; n++) {
            lines.add(entry("recv", "ws.1", at(1_100_000 + n * 100_000L), "data", krakenFrame(n)));
            lines.add(entry("recv", "ws.1", at(1_100_000 + n * 100_000L), "data", "{\"channel\":\"heartbeat\"}"));
        }
        return write(folder.resolve("kraken-v2-made-up.jsonl"), lines);
    }

    /** Numbered frames of 100 kB each, all at once. */
    public static Path large(Path folder, int count) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            String frame = binanceFrame(n) + " ".repeat(100_000);
            lines.add(entry("recv", "ws.1", at(0), "data", frame));
        }
        return write(folder.resolve("binance-spot-large.jsonl.gz"), lines);
    }

    private static String at(long micros) {
        return String.format("%d.%06d", 1_700_000_000 + micros / 1_000_000, micros % 1_000_000);
    }

    private static String entry(String type, String connection, String seconds, String field, String text) {
        return "{\"t\":\"" + type + "\",\"conn\":\"" + connection + "\",\"ts\":" + seconds + ",\"" + field + "\":"
                + JSON.getNodeFactory().textNode(text) + "}";
    }

    private static Path write(Path file, List<String> lines) throws IOException {
        OutputStream raw = Files.newOutputStream(file);
        try (OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
            out.write(String.join("\n", lines).getBytes(UTF_8));
        }
        return file;
    }
}
