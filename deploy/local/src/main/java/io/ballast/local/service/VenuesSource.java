// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.service;

import io.ballast.local.replay.CaptureSet;
import io.ballast.local.replay.Venue;
import io.ballast.local.replay.VenueFeed;
import java.util.ArrayList;
import java.util.List;

/** Where market data comes from in this run. */
public sealed interface VenuesSource {

    /** What market-aggregator subscribes to. */
    List<VenueFeed> feeds();

    /** Where it finds that venue. */
    Venue.Address address(Venue venue);

    /** What the local venues server is told; empty: none is needed. */
    List<String> serverArguments();

    /** In a word or two, for people. */
    String title();

    /**
     * Endless made-up frames.
     *
     * @param faults what goes wrong on purpose, each as {@code KIND=SHARE}
     */
    record Simulated(int port, List<String> faults) implements VenuesSource {

        public Simulated {
            faults = List.copyOf(faults);
        }

        @Override
        public List<VenueFeed> feeds() {
            return Standard.FEEDS;
        }

        @Override
        public Venue.Address address(Venue venue) {
            return venue.local(port);
        }

        @Override
        public List<String> serverArguments() {
            List<String> arguments = new ArrayList<>(List.of("--simulate"));
            faults.forEach(fault -> arguments.addAll(List.of("--fault", fault)));
            return arguments;
        }

        @Override
        public String title() {
            return "simulated";
        }
    }

    /**
     * Recorded frames.
     *
     * @param speed a factor, or {@code max}
     * @param faults what goes wrong on purpose, each as {@code KIND=SHARE}
     */
    record Replayed(int port, CaptureSet captures, String speed, boolean loop, List<String> faults)
            implements VenuesSource {

        public Replayed {
            faults = List.copyOf(faults);
        }

        @Override
        public List<VenueFeed> feeds() {
            return captures.feeds();
        }

        @Override
        public Venue.Address address(Venue venue) {
            return venue.local(port);
        }

        @Override
        public List<String> serverArguments() {
            List<String> arguments = new ArrayList<>(List.of("--replay"));
            captures.files().forEach(file -> arguments.add(file.toString()));
            arguments.addAll(List.of("--speed", speed));
            if (loop) {
                arguments.add("--loop");
            }
            faults.forEach(fault -> arguments.addAll(List.of("--fault", fault)));
            return arguments;
        }

        @Override
        public String title() {
            int count = captures.files().size();
            return "replay of " + count + (count == 1 ? " capture" : " captures");
        }
    }

    /** The real venues; no local server runs. */
    record Live() implements VenuesSource {

        @Override
        public List<VenueFeed> feeds() {
            return Standard.FEEDS;
        }

        @Override
        public Venue.Address address(Venue venue) {
            return venue.live();
        }

        @Override
        public List<String> serverArguments() {
            return List.of();
        }

        @Override
        public String title() {
            return "live";
        }
    }

    /** What is watched where no capture says it. */
    final class Standard {

        static final List<VenueFeed> FEEDS = List.of(
                new VenueFeed(Venue.BINANCE, List.of("BTC-USDT", "ETH-USDT"), List.of("book", "trades"), null),
                new VenueFeed(Venue.BINANCE_COINM, List.of("BTC-USD-PERP"), List.of("book", "trades", "funding"), null),
                new VenueFeed(Venue.BINANCE_USDM, List.of("BTC-USDT-PERP"), List.of("book", "trades", "funding"), null),
                new VenueFeed(Venue.BYBIT, List.of("BTC-USDT"), List.of("book", "trades"), null),
                new VenueFeed(Venue.BYBIT_LINEAR, List.of("BTC-USDT-PERP"), List.of("book", "trades", "funding"), null),
                new VenueFeed(Venue.COINBASE, List.of("BTC-USD"), List.of("book", "trades"), null),
                new VenueFeed(
                        Venue.KRAKEN, List.of("BTC-USDT", "ETH-USDT", "BTC-USD"), List.of("book", "trades"), null),
                new VenueFeed(Venue.OKX, List.of("BTC-USDT"), List.of("book", "trades"), null));

        private Standard() {}
    }
}
