// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.observability.MeterCatalogue;
import io.ballast.common.observability.MeterCatalogue.Entry;
import io.ballast.common.observability.MeterCatalogue.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of meters, the code that registers them and the contract say the same. */
class MetricsReferenceTest {

    private static final Map<String, String> MODULES = new LinkedHashMap<>();
    private static final Pattern LITERAL = Pattern.compile("\"(ballast_[a-z0-9_]+)\"");

    /** What the contract names and with which labels; {@code *}: comes with a part that is not built yet. */
    private static final List<String> CONTRACT = List.of(
            "ballast_circuit_breaker_state{breaker,state}",
            "ballast_circuit_breaker_transitions_total{breaker,to}",
            "ballast_circuit_breaker_calls_total{breaker,outcome}",
            "ballast_link_up{link}",
            "ballast_link_reconnects_total{link}",
            "ballast_cache_requests_total{cache,level,result}",
            "ballast_events_published_total{topic}",
            "ballast_events_dropped_total{topic,reason}",
            "ballast_outbox_pending{}",
            "ballast_stream_lag_events{route}",
            "ballast_stream_lag_seconds{route}",
            "ballast_database_replication_lag_seconds{}",
            "ballast_reconciliation_runs_total{result}",
            "ballast_reconciliation_run_seconds{}",
            "* ballast_reconciliation_divergences{reason}",
            "* ballast_reconciliation_open_positions{}",
            "ballast_reconciliation_last_activity_timestamp_seconds{}",
            "* ballast_guard_triggers_total{guard,level}",
            "ballast_market_frames_total{venue}",
            "ballast_market_gaps_total{venue}",
            "ballast_market_checksum_failures_total{venue}",
            "ballast_market_state{venue,state}",
            "ballast_market_data_age_seconds{venue}",
            "ballast_market_frame_seconds{}",
            "ballast_bridge_delivered_total{route}",
            "ballast_bridge_retries_total{route}",
            "ballast_bridge_dead_letters_total{route}",
            "ballast_bridge_ledger_holes_total{route}",
            "ballast_push_clients{}",
            "ballast_push_gaps_total{}",
            "ballast_auth_failures_total{reason}");

    static {
        MODULES.put("common", "every service");
        MODULES.put("reconciliation-service", "reconciliation-service");
        MODULES.put("market-aggregator-service", "market-aggregator-service");
        MODULES.put("eventbus-bridge", "eventbus-bridge");
    }

    @Test
    void theReferenceIsWhatTheModulesSay() throws IOException {
        StringBuilder text = new StringBuilder(
                """
                # Metrics

                Made from `META-INF/ballast/meters.csv` of each module; do not edit. Scraped at `/q/metrics`. Beside these,
                every service has Micrometer's own (`http_server_requests_seconds`, `jvm_*`, `process_*`, `system_*`).
                Every label has few values, known beforehand: none grows with users or symbols.
                """);
        for (String module : MODULES.keySet()) {
            text.append("\n## ").append(MODULES.get(module)).append("\n\n");
            text.append("| name | type | unit | labels | meaning |\n|---|---|---|---|---|\n");
            catalogue(module).forEach(entry -> text.append(row(entry)));
        }
        new Generated("docs/reference/metrics.md", text.toString()).verify();
    }

    private static String row(Entry entry) {
        String labels = entry.labels().stream()
                .map(label -> "`" + label.name() + "`: " + label.values())
                .collect(Collectors.joining("; "));
        return "| `" + entry.name() + "` | " + entry.type() + " | " + entry.unit() + " | " + labels + " | "
                + entry.meaning() + " |\n";
    }

    @Test
    void everyMeterInTheCodeIsListedInItsModuleAndTheOtherWayRound() throws IOException {
        Set<String> ofAll = baseNames("common");
        for (String module : MODULES.keySet()) {
            Set<String> listed = baseNames(module);
            Set<String> registered = registered(module);
            assertThat(registered)
                    .as(
                            "meters of %s: describe a new one in its src/main/resources/%s",
                            module, MeterCatalogue.RESOURCE)
                    .allMatch(name -> listed.contains(name) || ofAll.contains(name));
            assertThat(listed).as("listed in %s, and registered there", module).allMatch(registered::contains);
        }
    }

    @Test
    void whatTheContractNamesExistsWithItsLabels() throws IOException {
        Set<String> listed = new TreeSet<>();
        for (String module : MODULES.keySet()) {
            catalogue(module)
                    .forEach(entry -> listed.add(entry.name() + "{"
                            + entry.labels().stream().map(Label::name).collect(Collectors.joining(",")) + "}"));
        }
        assertThat(CONTRACT.stream().filter(c -> !c.startsWith("*"))).allMatch(listed::contains);
        assertThat(CONTRACT.stream().filter(c -> c.startsWith("*")).map(c -> c.substring(2)))
                .as("it exists now: take its * away")
                .noneMatch(listed::contains);
    }

    private static List<Entry> catalogue(String module) throws IOException {
        Path file = Generated.ROOT.resolve(module).resolve("src/main/resources").resolve(MeterCatalogue.RESOURCE);
        return MeterCatalogue.parse(Files.readAllLines(file));
    }

    /** As the code names them: Prometheus adds the suffix of counters, and the unit of timers. */
    private static Set<String> baseNames(String module) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Entry entry : catalogue(module)) {
            String name = entry.name();
            switch (entry.type()) {
                case "counter" -> names.add(name.replaceFirst("_total$", ""));
                case "summary" -> names.add(name.replaceFirst("_seconds$", ""));
                case "gauge" -> names.add(name.replaceFirst("_seconds_max$", ""));
                default -> throw new AssertionError(entry);
            }
        }
        return names;
    }

    private static Set<String> registered(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Generated.ROOT.resolve(module).resolve("src/main/java"))) {
            Set<String> names = new TreeSet<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                LITERAL.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
            }
            return names;
        }
    }
}
