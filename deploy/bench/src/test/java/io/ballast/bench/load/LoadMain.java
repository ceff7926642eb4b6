// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.load;

import io.ballast.bench.Document;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What {@code ./ballast bench load} runs. */
final class LoadMain {

    private static final String HELP =
            """
            Usage: ./ballast bench load [--quick] [--write] [PART...]
            Starts reconciliation-service with a PostgreSQL and a Redis of its own on free ports, and puts users before
            it: requests at a fixed rate at random moments, whether the ones before are answered or not (Hyperfoil).
            50 % status, 30 % positions, 10 % guards, 10 % events.
                  --quick   A few seconds each, for a first impression.
                  --write   Also put the table into docs/performance.md.
            Parts (all, if none is named; about five minutes):
              hits         100 users, 1000 requests/s: the hit rate of every key against rate × TTL / (1 + rate × TTL)
              latency      1000 users, 1000 requests/s: p99, and database queries per computed answer; then the same
                           with 50 snapshots/s coming in
              throughput   a cached status against the least that any request with a token costs
              ingestion    snapshots of 50 positions against plain batches of the rows that they leave
            """;
    private static final List<String> PARTS = List.of("hits", "latency", "throughput", "ingestion");
    private static final Lengths WHOLE = new Lengths(1_000, 15, 60, 30, 3, 10);
    private static final Lengths QUICK = new Lengths(1_000, 4, 10, 6, 1, 3);

    /** Users of the latencies; seconds before counting, of the hit rates, of the latencies, of a round; and rounds. */
    record Lengths(int users, int warmUp, int hits, int latency, int rounds, int round) {}

    private LoadMain() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, WHOLE, QUICK));
    }

    static int run(List<String> arguments, PrintStream out, Lengths whole, Lengths quick) throws IOException {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(HELP);
            return 0;
        }
        List<String> parts = new ArrayList<>(arguments);
        boolean hurried = parts.remove("--quick");
        boolean write = parts.remove("--write");
        if (!PARTS.containsAll(parts) || write && (hurried || !parts.isEmpty())) {
            out.println("ballast bench load: parts are " + String.join(", ", PARTS)
                    + "; --write takes a whole run: neither --quick nor parts");
            return 2;
        }
        String machine = Document.machine();
        List<Finding> findings = measure(parts.isEmpty() ? PARTS : parts, hurried ? quick : whole, out);
        String text = machine + ".\n\n" + Finding.table(findings);
        out.println();
        out.print(text);
        if (write) {
            Document.write("bench load", text);
            out.println("written: docs/performance.md");
        }
        return 0;
    }

    static List<Finding> measure(List<String> parts, Lengths lengths, PrintStream out) {
        List<Finding> findings = new ArrayList<>();
        try (Suite suite = new Suite()) {
            for (String part : parts) {
                out.println(part + "…");
                findings.addAll(
                        switch (part) {
                            case "hits" -> new Queries(suite, lengths.warmUp, lengths.hits).hits();
                            case "latency" ->
                                new Queries(suite, lengths.warmUp, lengths.latency).latency(lengths.users);
                            case "throughput" -> new Throughput(suite, lengths.rounds, lengths.round).findings();
                            default -> new Taking(suite, lengths.round).findings();
                        });
            }
        }
        return findings;
    }
}
