// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code docs/mutation-scores.md}, of which every venue's test writes the rows of its venue. */
final class ScoreTable {

    private static final Path FILE = Path.of(System.getProperty("ballast.root", ".."), "docs", "mutation-scores.md");

    private ScoreTable() {}

    /** Replaces the rows of that venue. */
    static void write(String venue, Map<Mutation, Score> scores) {
        String begin = "| " + venue + " |";
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(FILE));
            lines.removeIf(line -> line.startsWith(begin));
            List<String> table = new ArrayList<>(
                    lines.stream().filter(line -> line.startsWith("| ")).toList());
            String heading = table.removeFirst();
            int at = lines.indexOf(heading) + 2; // below it and its rule
            lines.removeAll(table);
            scores.forEach((mutation, score) -> table.add("%s %s | %d | %d | %d |"
                    .formatted(
                            begin,
                            mutation.name().toLowerCase(Locale.ROOT),
                            score.detected(),
                            score.harmless(),
                            score.unnoticed())));
            table.sort(null);
            lines.addAll(at, table);
            Files.write(FILE, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
