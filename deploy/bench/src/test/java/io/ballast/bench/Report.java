// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What came out, as a table in Markdown that also reads well in a terminal. */
final class Report {

    private static final String BEGIN = "<!-- ./ballast bench --write: begin -->";
    private static final String END = "<!-- ./ballast bench --write: end -->";

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

    /** What it is measured on, and how busy that is already. */
    static String machine() {
        return String.format(
                Locale.ROOT,
                "%d cores, %s, JDK %s; load average before it began: %.1f",
                Runtime.getRuntime().availableProcessors(),
                processor(),
                Runtime.version(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /** {@code document} with the part between its markers replaced. */
    static String replaced(String document, String part) {
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the document has no place for the table: " + BEGIN);
        }
        return document.substring(0, begin + BEGIN.length()) + "\n" + part + document.substring(end);
    }
}
