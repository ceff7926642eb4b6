// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues;

import io.ballast.local.venues.binance.Binance;
import io.ballast.local.venues.bybit.Bybit;
import io.ballast.local.venues.capture.Capture;
import io.ballast.local.venues.capture.CaptureReader;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.coinbase.Coinbase;
import io.ballast.local.venues.kraken.Kraken;
import io.ballast.local.venues.okx.Okx;
import io.ballast.local.venues.protocol.VenueProtocol;
import io.ballast.local.venues.protocol.VenueTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The venues whose captures are among the given files, told by how a file's name begins. */
final class CaptureFiles {

    private enum Venue {
        BINANCE("binance-spot") {
            @Override
            VenueProtocol replaying(List<Capture> captures, Pace pace, VenueTime time) {
                return Binance.replaying(captures, pace, time);
            }
        },
        BINANCE_COINM("binance-coinm") {
            @Override
            VenueProtocol replaying(List<Capture> captures, Pace pace, VenueTime time) {
                return Binance.replayingCoinm(captures, pace, time);
            }
        },
        BINANCE_USDM("binance-usdm") {
            @Override
            VenueProtocol replaying(List<Capture> captures, Pace pace, VenueTime time) {
                return Binance.replayingUsdm(captures, pace, time);
            }
        },
        BYBIT("bybit-v5") {
            @Override
            VenueProtocol replaying(List<Capture> captures, Pace pace, VenueTime time) {
                return Bybit.replaying(captures, pace, time);
            }
        },
        COINBASE("coinbase-advanced") {
            @Override
            VenueProtocol replaying(List<Capture> captures, Pace pace, VenueTime time) {
                return Coinbase.replaying(captures, pace, time);
            }
        },
        KRAKEN("kraken-v2") {
            @Override
            VenueProtocol replaying(List<Capture> captures, Pace pace, VenueTime time) {
                return Kraken.replaying(captures, pace, time);
            }
        },
        OKX("okx-v5") {
            @Override
            VenueProtocol replaying(List<Capture> captures, Pace pace, VenueTime time) {
                return Okx.replaying(captures, pace, time);
            }
        };

        private final String beginning;

        Venue(String beginning) {
            this.beginning = beginning;
        }

        abstract VenueProtocol replaying(List<Capture> captures, Pace pace, VenueTime time);

        static Optional<Venue> of(Path file) {
            String name = String.valueOf(file.getFileName());
            return Stream.of(values())
                    .filter(venue -> name.startsWith(venue.beginning))
                    .findFirst();
        }
    }

    private CaptureFiles() {}

    /**
     * Reads the captures there is a protocol for, and lists each file with what becomes of it.
     *
     * @param paths files, or folders of them
     * @throws IOException if a file cannot be read or is no capture
     */
    static List<VenueProtocol> venues(List<Path> paths, Pace pace, VenueTime time, PrintWriter out) throws IOException {
        Map<Venue, List<Capture>> captures = new EnumMap<>(Venue.class);
        for (Path file : files(paths)) {
            Optional<Venue> venue = Venue.of(file);
            if (venue.isEmpty()) {
                out.println("skipped " + file.getFileName() + ": no protocol is served for it");
                continue;
            }
            Capture capture = CaptureReader.read(file);
            captures.computeIfAbsent(venue.get(), none -> new ArrayList<>()).add(capture);
            out.println("replaying " + describe(capture));
        }
        return captures.entrySet().stream()
                .map(entry -> entry.getKey().replaying(entry.getValue(), pace, time))
                .toList();
    }

    private static String describe(Capture capture) {
        int frames = capture.recordings().stream()
                .mapToInt(recording -> recording.frames().size())
                .sum();
        return capture.file() + ": connections=" + capture.recordings().size() + " frames=" + frames + " replies="
                + capture.replies().size();
    }

    private static List<Path> files(List<Path> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            try (Stream<Path> entries = Files.list(path)) {
                entries.filter(entry -> entry.toString().matches(".*\\.jsonl(\\.gz)?"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }
}
