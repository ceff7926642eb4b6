// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rooms stay small and doors closed: the sizes and the visibility of production code. */
class SourceShapeArchTest {

    private static final Path ROOT = Path.of(System.getProperty("ballast.root"));
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "^public (?:final |sealed |non-sealed |abstract )*(?:class|interface|record|enum|@interface) ",
            Pattern.MULTILINE);

    @Test
    void noProductionFileHasMoreThan400LinesAndTheMedianIsAtMost70() throws IOException {
        Map<Path, Integer> lines = new TreeMap<>();
        for (Path file : productionFiles()) {
            lines.put(ROOT.relativize(file), Files.readAllLines(file).size());
        }
        assertThat(lines).allSatisfy((file, count) -> assertThat(count).isLessThanOrEqualTo(400));
        int[] sorted =
                lines.values().stream().mapToInt(Integer::intValue).sorted().toArray();
        assertThat(sorted[sorted.length / 2]).isLessThanOrEqualTo(70);
    }

    @Test
    void atMostAThirdOfTheServicesTypesIsPublic() throws IOException {
        int all = 0;
        int open = 0;
        for (Path file : productionFiles()) {
            if (file.startsWith(ROOT.resolve("common"))) {
                continue; // common exists to be used by others
            }
            all++;
            open += PUBLIC_TYPE.matcher(Files.readString(file)).find() ? 1 : 0;
        }
        assertThat(open).as("public of %d types", all).isLessThanOrEqualTo(all * 35 / 100);
    }

    private static List<Path> productionFiles() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> f.toString().contains("/src/main/java/"))
                    .filter(f -> !f.endsWith("package-info.java"))
                    .toList();
        }
    }
}
