// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents name exists. */
class DocsArchTest {

    private static final Path ROOT = Path.of(System.getProperty("ballast.root"));
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+(?:Test|IT))`");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");

    @Test
    void everyGuaranteeNamesTestsThatExist() throws IOException {
        Set<String> tests = files(".java").stream()
                .filter(f -> f.toString().contains("/src/test/"))
                .map(f -> f.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        assertThat(named(ROOT.resolve("README.md"), TEST_NAME)).isNotEmpty().allMatch(tests::contains);
    }

    @Test
    void everyRelativeLinkLeadsSomewhere() throws IOException {
        for (Path document : files(".md")) {
            assertThat(named(document, LINK))
                    .as("%s", ROOT.relativize(document))
                    .allMatch(link -> Files.exists(document.resolveSibling(link)));
        }
    }

    private static List<String> named(Path document, Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(document))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(f -> f.toString().endsWith(ending))
                    .filter(f -> !f.toString().contains("/target/"))
                    .filter(f -> !f.toString().contains("/.ballast/"))
                    .toList();
        }
    }
}
