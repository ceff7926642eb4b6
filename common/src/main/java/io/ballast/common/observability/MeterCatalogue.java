// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.observability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Every meter of ours, from {@code META-INF/ballast/meters.csv} of each module; the reference is made from it. */
public final class MeterCatalogue {

    /** Where a module describes its meters. */
    public static final String RESOURCE = "META-INF/ballast/meters.csv";

    /**
     * One meter as Prometheus sees it.
     *
     * @param name with the suffix that Prometheus gives it
     * @param labels each label with its values, which are few and known
     */
    public record Entry(String name, String type, String unit, List<Label> labels, String meaning) {

        public Entry {
            labels = List.copyOf(labels);
        }
    }

    /** @param values for people */
    public record Label(String name, String values) {}

    private static final int COLUMNS = 5;

    private MeterCatalogue() {}

    /** Of all modules on the class path. */
    public static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        try {
            for (URL file :
                    Collections.list(MeterCatalogue.class.getClassLoader().getResources(RESOURCE))) {
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
                    entries.addAll(parse(lines.readAllLines()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** Lines of five columns between bars; {@code #} begins a comment. */
    public static List<Entry> parse(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(MeterCatalogue::entry)
                .toList();
    }

    private static Entry entry(String line) {
        String[] columns = line.split("\\|", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("five columns wanted: " + line);
        }
        List<Label> labels = new ArrayList<>();
        for (String label : columns[3].split(";")) {
            int colon = label.indexOf(':');
            if (colon > 0) {
                labels.add(new Label(
                        label.substring(0, colon).strip(),
                        label.substring(colon + 1).strip()));
            }
        }
        return new Entry(columns[0].strip(), columns[1].strip(), columns[2].strip(), labels, columns[4].strip());
    }
}
