// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.problem.LaunchException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Reads from a capture what its client asked the venue for: the addresses it opened and the frames it sent. */
final class CaptureFile {

    private static final JsonMapper JSON = new JsonMapper();

    private CaptureFile() {}

    /** What was asked of each of the venues that the file can be of; those it has nothing of are left out. */
    static List<VenueFeed> read(List<Venue> venues, Path file) {
        Map<Venue, Subscriptions> asked = new EnumMap<>(Venue.class);
        venues.forEach(venue -> asked.put(venue, subscriptions(venue)));
        Map<String, String> addresses = new HashMap<>();
        int number = 0;
        try (BufferedReader lines = open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                JsonNode entry = JSON.readTree(line);
                String connection = entry.path("conn").asText();
                if (entry.path("t").asText().equals("connect")) {
                    addresses.put(connection, entry.path("addr").asText());
                }
                String address = addresses.getOrDefault(connection, "");
                asked.values().stream()
                        .filter(subscriptions -> subscriptions.concerns(address))
                        .forEach(subscriptions -> heard(entry, subscriptions));
            }
        } catch (EOFException | JsonEOFException cut) {
            // a recorder that was killed leaves its file unfinished; what came before is good
        } catch (JsonProcessingException e) {
            throw LaunchException.failed(file + " is no capture: line " + number + " is not JSON", e);
        } catch (IOException e) {
            throw LaunchException.failed("cannot read " + file + ": " + e.getMessage(), e);
        }
        return feeds(asked, file);
    }

    private static Subscriptions subscriptions(Venue venue) {
        return switch (venue) {
            case BINANCE -> new BinanceSubscriptions(BinanceSubscriptions.Contracts.SPOT);
            case BINANCE_COINM, BINANCE_USDM -> new BinanceSubscriptions(BinanceSubscriptions.Contracts.FUTURES);
            case BYBIT -> new BybitSubscriptions(false);
            case BYBIT_LINEAR -> new BybitSubscriptions(true);
            case COINBASE -> new CoinbaseSubscriptions();
            case KRAKEN -> new KrakenSubscriptions();
            case OKX -> new OkxSubscriptions();
        };
    }

    private static void heard(JsonNode entry, Subscriptions subscriptions) {
        switch (entry.path("t").asText()) {
            case "connect" -> subscriptions.connected(entry.path("addr").asText());
            case "send" -> request(entry.path("data").asText()).ifPresent(subscriptions::sent);
            default -> {}
        }
    }

    /** Empty for what is no JSON, such as the pings of some venues. */
    private static Optional<JsonNode> request(String text) {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static List<VenueFeed> feeds(Map<Venue, Subscriptions> asked, Path file) {
        List<VenueFeed> feeds = asked.entrySet().stream()
                .map(entry -> entry.getValue().feed(entry.getKey()))
                .filter(feed -> !feed.symbols().isEmpty() && !feed.channels().isEmpty())
                .toList();
        if (feeds.isEmpty()) {
            String adapters = asked.keySet().stream().map(Venue::id).collect(Collectors.joining(" or "));
            throw LaunchException.failed(file + " subscribes to nothing that the " + adapters + " adapter knows");
        }
        return feeds;
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
            return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }
}
