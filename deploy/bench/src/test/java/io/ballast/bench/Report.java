// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import java.util.List;
import java.util.Locale;

/** What came out, as a table in Markdown that also reads well in a terminal. */
final class Report {

    private Report() {}

    static String table(List<Rounds.Measured> all) {
        StringBuilder table = new StringBuilder(
                """
                | bench | what | ours | bare | result | aim | met |
                |---|---|---|---|---|---|---|
                """);
        all.forEach(measured -> table.append(row(measured)));
        return table.toString();
    }

    private static String row(Rounds.Measured measured) {
        Comparison comparison = measured.comparison();
        Aim aim = comparison.aim();
        return "| `%s` | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        comparison.label(),
                        comparison.what(),
                        time(measured.ours()),
                        time(measured.bare()),
                        aim.text(measured.value()),
                        aim.text(),
                        aim.text().equals("none") ? "–" : measured.met() ? "yes" : "**no**");
    }

    /** With three significant digits, about. */
    static String time(double nanos) {
        return nanos < 1000
                ? String.format(Locale.ROOT, "%.1f ns", nanos)
                : String.format(Locale.ROOT, "%.2f µs", nanos / 1000);
    }
}
