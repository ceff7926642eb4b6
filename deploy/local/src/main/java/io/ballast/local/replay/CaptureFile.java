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
import java.util.zip.GZIPInputStream;

/** Reads from a capture what its client asked the venue for: the addresses it opened and the frames it sent. */
final class CaptureFile {

    private static final JsonMapper JSON = new JsonMapper();

    private CaptureFile() {}

    static VenueFeed read(Venue venue, Path file) {
        Subscriptions subscriptions =
                switch (venue) {
                    case BINANCE -> new BinanceSubscriptions(BinanceSubscriptions.Contracts.SPOT);
                    case BINANCE_COINM, BINANCE_USDM ->
                        new BinanceSubscriptions(BinanceSubscriptions.Contracts.FUTURES);
                    case COINBASE -> new CoinbaseSubscriptions();
                    case KRAKEN -> new KrakenSubscriptions();
                };
        int number = 0;
        try (BufferedReader lines = open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                JsonNode entry = JSON.readTree(line);
                switch (entry.path("t").asText()) {
                    case "connect" -> subscriptions.connected(entry.path("addr").asText());
                    case "send" ->
                        subscriptions.sent(JSON.readTree(entry.path("data").asText()));
                    default -> {}
                }
            }
        } catch (EOFException | JsonEOFException cut) {
            // a recorder that was killed leaves its file unfinished; what came before is good
        } catch (JsonProcessingException e) {
            throw LaunchException.failed(file + " is no capture: line " + number + " is not JSON", e);
        } catch (IOException e) {
            throw LaunchException.failed("cannot read " + file + ": " + e.getMessage(), e);
        }
        return feed(venue, file, subscriptions);
    }

    private static VenueFeed feed(Venue venue, Path file, Subscriptions subscriptions) {
        VenueFeed feed = subscriptions.feed(venue);
        if (feed.symbols().isEmpty() || feed.channels().isEmpty()) {
            throw LaunchException.failed(file + " subscribes to nothing that the " + venue.id() + " adapter knows");
        }
        return feed;
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
