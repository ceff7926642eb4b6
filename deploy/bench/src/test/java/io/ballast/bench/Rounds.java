// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How often and how long each side runs. A round runs both sides after one another, each in a JVM of its own; the
 * median round counts, so that a machine that is busy now and then does not decide.
 */
record Rounds(int rounds, int forks, int warmups, int iterations, TimeValue iteration) {

    static final Rounds WHOLE = new Rounds(3, 1, 6, 10, TimeValue.milliseconds(400));
    static final Rounds QUICK = new Rounds(1, 1, 4, 5, TimeValue.milliseconds(300));

    /** Median times in ns, and the median over the rounds of what is worth reporting. */
    record Measured(Comparison comparison, double ours, double bare, double value) {

        boolean met() {
            return comparison.aim().met(value);
        }
    }

    Measured measure(Comparison comparison) throws RunnerException {
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Collection<RunResult> results = run(comparison);
            ours.add(time(results, "ours"));
            bare.add(time(results, "bare"));
            values.add(comparison.aim().of(ours.getLast(), bare.getLast()));
        }
        return new Measured(comparison, median(ours), median(bare), median(values));
    }

    private Collection<RunResult> run(Comparison comparison) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include(comparison.type().getName().replace(".", "\\.") + "\\.(ours|bare)$")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(forks)
                .warmupIterations(warmups)
                .warmupTime(iteration)
                .measurementIterations(iterations)
                .measurementTime(iteration)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .jvmArgsAppend(
                        "-Xmx1g",
                        "-Djmh.shutdownTimeout=1", // idle threads of a pool hold nobody up
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "--sun-misc-unsafe-memory-access=allow");
        comparison.parameters().forEach((name, value) -> options.param(name, value));
        return new Runner(options.build()).run();
    }

    private static double time(Collection<RunResult> results, String side) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + side))
                .mapToDouble(result -> result.getPrimaryResult().getStatistics().getPercentile(50))
                .findFirst()
                .orElseThrow();
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
