// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How often and how long each side runs. A round runs both sides after one another, each in a JVM of its own, and takes
 * the median of its iterations. The best round of each side counts: whatever else the machine does only adds time.
 */
record Rounds(int rounds, int forks, int warmups, int iterations, TimeValue iteration) {

    static final Rounds WHOLE = new Rounds(3, 1, 5, 8, TimeValue.milliseconds(300));
    static final Rounds QUICK = new Rounds(1, 1, 4, 5, TimeValue.milliseconds(300));

    /** Times in ns. */
    record Measured(Comparison comparison, double ours, double bare) {

        /** What is worth reporting. */
        double value() {
            return comparison.aim().of(ours, bare);
        }

        boolean met() {
            return comparison.aim().met(value());
        }
    }

    Measured measure(Comparison comparison) throws RunnerException {
        double ours = Double.POSITIVE_INFINITY;
        double bare = Double.POSITIVE_INFINITY;
        for (int round = 0; round < rounds; round++) {
            Collection<RunResult> results = run(comparison);
            ours = Math.min(ours, median(results, "ours"));
            bare = Math.min(bare, median(results, "bare"));
        }
        return new Measured(comparison, ours, bare);
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

    private static double median(Collection<RunResult> results, String side) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + side))
                .mapToDouble(result -> result.getPrimaryResult().getStatistics().getPercentile(50))
                .findFirst()
                .orElseThrow();
    }
}
