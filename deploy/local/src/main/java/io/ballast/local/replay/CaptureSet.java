// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.replay;

import io.ballast.local.problem.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Captures to be replayed.
 *
 * @param files those of a venue that has an adapter
 * @param skipped names of those that have none
 * @param feeds what the files contain, one per venue
 */
public record CaptureSet(List<Path> files, List<String> skipped, List<VenueFeed> feeds) {

    public CaptureSet {
        files = List.copyOf(files);
        skipped = List.copyOf(skipped);
        feeds = List.copyOf(feeds);
    }

    /** Looks into the given files, and into every capture of the given folders. */
    public static CaptureSet scan(List<Path> places) {
        List<Path> files = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        Map<Venue, VenueFeed> feeds = new TreeMap<>();
        for (Path file : places.stream().flatMap(CaptureSet::captures).toList()) {
            List<Venue> venues = Venue.ofCapture(name(file));
            if (venues.isEmpty()) {
                skipped.add(name(file));
                continue;
            }
            files.add(file.toAbsolutePath().normalize());
            CaptureFile.read(venues, file).forEach(feed -> feeds.merge(feed.venue(), feed, VenueFeed::and));
        }
        if (files.isEmpty()) {
            throw LaunchException.failed(
                    "nothing to replay: no venue with an adapter recorded " + String.join(", ", skipped));
        }
        return new CaptureSet(files, skipped, List.copyOf(feeds.values()));
    }

    private static Stream<Path> captures(Path place) {
        if (!Files.exists(place)) {
            throw LaunchException.failed("no such file or folder: " + place);
        }
        if (!Files.isDirectory(place)) {
            if (!isCapture(place)) {
                throw LaunchException.failed(place + " is no capture (*.jsonl or *.jsonl.gz)");
            }
            return Stream.of(place);
        }
        try (Stream<Path> entries = Files.list(place)) {
            List<Path> found = entries.filter(CaptureSet::isCapture).sorted().collect(Collectors.toList());
            if (found.isEmpty()) {
                throw LaunchException.failed("no captures (*.jsonl or *.jsonl.gz) in " + place);
            }
            return found.stream();
        } catch (IOException e) {
            throw LaunchException.failed("cannot list " + place + ": " + e.getMessage(), e);
        }
    }

    private static boolean isCapture(Path file) {
        return name(file).endsWith(".jsonl") || name(file).endsWith(".jsonl.gz");
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
