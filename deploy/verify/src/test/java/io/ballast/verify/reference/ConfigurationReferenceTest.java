// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every setting with its default and what it does, from the interfaces that read it. */
class ConfigurationReferenceTest {

    private static final List<String> MODULES =
            List.of("common", "reconciliation-service", "market-aggregator-service", "eventbus-bridge");

    @Test
    void theReferenceIsWhatTheCodeReads() throws IOException {
        StringBuilder text = new StringBuilder(
                """
                # Configuration

                Made from the `@ConfigMapping` interfaces; do not edit. In a properties file (`quarkus.config.locations`), as
                `-Dname=value`, or as environment variable (upper case, everything else an underscore). A setting without
                default must be given, unless it is optional. Framework settings (`quarkus.*`) are Quarkus' own.
                """);
        for (String module : MODULES) {
            text.append("\n## ")
                    .append(module.equals("common") ? "every service" : module)
                    .append('\n');
            for (Path mapping : mappings(module)) {
                SettingsSource.read(mapping, sources()).forEach(group -> text.append(group.markdown()));
            }
        }
        new Generated("docs/reference/configuration.md", text.toString()).verify();
    }

    @Test
    void everySettingSaysWhatItDoes() throws IOException {
        List<String> silent = new ArrayList<>();
        for (String module : MODULES) {
            for (Path mapping : mappings(module)) {
                SettingsSource.read(mapping, sources()).stream()
                        .flatMap(group -> group.settings().stream())
                        .filter(setting -> setting.meaning().isBlank())
                        .forEach(setting -> silent.add(setting.name()));
            }
        }
        assertThat(silent).as("settings without Javadoc").isEmpty();
    }

    private static Map<String, Path> sources() throws IOException {
        Map<String, Path> sources = new HashMap<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(Generated.ROOT.resolve(module).resolve("src/main/java"))) {
                files.filter(f -> f.toString().endsWith("Settings.java"))
                        .forEach(f -> sources.put(f.getFileName().toString().replace(".java", ""), f));
            }
        }
        return sources;
    }

    private static List<Path> mappings(String module) throws IOException {
        List<Path> mappings = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Generated.ROOT.resolve(module).resolve("src/main/java"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                if (Files.readString(file).contains("@ConfigMapping(")) {
                    mappings.add(file);
                }
            }
        }
        return mappings;
    }
}
