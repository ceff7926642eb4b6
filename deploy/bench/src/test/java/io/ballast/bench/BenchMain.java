// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** What {@code ./ballast bench} runs. */
final class BenchMain {

    private static final int OK = 0;
    private static final int WRONG_USE = 2;

    private final Rounds quick;
    private final Rounds whole;
    private final PrintStream out;

    BenchMain(Rounds quick, Rounds whole, PrintStream out) {
        this.quick = quick;
        this.whole = whole;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, RunnerException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new BenchMain(Rounds.QUICK, Rounds.WHOLE, out).run(List.of(arguments)));
    }

    int run(List<String> arguments) throws IOException, RunnerException {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            help();
            return OK;
        }
        List<String> names = new ArrayList<>(arguments);
        boolean hurried = names.remove("--quick");
        boolean write = names.remove("--write");
        List<Comparison> chosen = new ArrayList<>();
        for (String name : names.isEmpty() ? Comparison.labels() : names) {
            if (Comparison.named(name).isEmpty()) {
                return wrong("no bench or option '" + name + "'; benches: " + String.join(", ", Comparison.labels()));
            }
            chosen.add(Comparison.named(name).get());
        }
        if (write && (hurried || !names.isEmpty())) {
            return wrong("--write takes a whole run: neither --quick nor names");
        }
        String machine = Document.machine();
        report(machine, measure(hurried ? quick : whole, chosen), write);
        return OK;
    }

    private List<Rounds.Measured> measure(Rounds rounds, List<Comparison> chosen) throws RunnerException {
        List<Rounds.Measured> all = new ArrayList<>();
        for (Comparison comparison : chosen) {
            out.println(comparison.label() + ": " + comparison.what() + "…");
            all.add(rounds.measure(comparison));
        }
        return all;
    }

    private void report(String machine, List<Rounds.Measured> all, boolean write) throws IOException {
        String text = machine + ".\n\n" + Report.table(all);
        out.println();
        out.print(text);
        if (write) {
            Document.write("bench", text);
            out.println("written: docs/performance.md");
        }
    }

    private int wrong(String message) {
        out.println("ballast bench: " + message);
        return WRONG_USE;
    }

    private void help() {
        out.println(
                """
                Usage: ./ballast bench [--quick] [--write] [NAME...]
                       ./ballast bench load ...   users before the real service; ./ballast bench load --help
                Measures what our layers cost over the libraries they stand on; both sides in the same run.
                      --quick   One short round instead of three, about a minute: for a first impression.
                      --write   Also put the table into docs/performance.md.
                Benches:""");
        for (Comparison comparison : Comparison.values()) {
            out.printf(
                    "  %-9s %s (aim: %s)%n",
                    comparison.label(), comparison.what(), comparison.aim().text());
        }
    }
}
