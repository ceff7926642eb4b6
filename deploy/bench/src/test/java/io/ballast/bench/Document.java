// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code docs/performance.md}, where each command has a place for its table. */
public final class Document {

    private Document() {}

    /** What it is measured on, and how busy that is already. */
    public static String machine() {
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

    /** Puts {@code part} in the place of {@code ./ballast <command>}. */
    public static void write(String command, String part) throws IOException {
        Path document = Path.of(System.getProperty("ballast.root"), "docs/performance.md");
        Files.writeString(document, replaced(Files.readString(document), command, part));
    }

    /** {@code document} with what is between the command's markers replaced. */
    static String replaced(String document, String command, String part) {
        String marker = "<!-- ./ballast " + command + " --write: begin -->";
        int begin = document.indexOf(marker);
        int end = begin < 0 ? -1 : document.indexOf("<!-- ./ballast " + command + " --write: end -->", begin);
        if (end < 0) {
            throw new IllegalArgumentException("the document has no place for the table: " + marker);
        }
        return document.substring(0, begin + marker.length()) + "\n" + part + document.substring(end);
    }
}
