// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.load;

import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.BenchmarkData;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.core.parser.BenchmarkParser;
import io.hyperfoil.core.parser.ParserException;
import io.hyperfoil.http.statistics.HttpStats;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Requests by Hyperfoil. At a rate, each is begun when its time has come, whether the ones before are answered or not,
 * so a stall is seen by all who would have asked meanwhile. First a warm-up that is not counted.
 */
record Load(String url, List<Request> requests, String model, int warmUpSeconds, int seconds) {

    static {
        // it tells of every stopped session and of its own jitter; what matters is in the outcome
        System.setProperty("org.apache.logging.log4j.simplelog.level", "OFF");
        System.setProperty("log4j2.StatusLogger.level", "OFF");
    }

    /** What is asked, and with whose token; each is as likely as the others. */
    record Request(String path, String token) {}

    /** What came back in the counted part. */
    record Outcome(long requests, long answered, long wrong, double blockedMillis, StatisticsSnapshot statistics) {

        double millis(double percentile) {
            return statistics.histogram.getValueAtPercentile(percentile) / 1e6;
        }
    }

    /** So many requests a second, at random moments (Poisson). */
    static Load open(String url, List<Request> requests, int perSecond, int warmUpSeconds, int seconds) {
        String model =
                "constantRate:\n        usersPerSec: %d\n        maxSessions: %d".formatted(perSecond, perSecond * 10);
        return new Load(url, requests, model, warmUpSeconds, seconds);
    }

    /** So many users, each asking again when it is answered: for throughput alone. */
    static Load closed(String url, List<Request> requests, int users, int warmUpSeconds, int seconds) {
        return new Load(url, requests, "always:\n        users: " + users, warmUpSeconds, seconds);
    }

    Outcome run() {
        StatisticsSnapshot all = new StatisticsSnapshot();
        try {
            Benchmark benchmark = BenchmarkParser.instance()
                    .buildBenchmark(
                            new ByteArrayInputStream(definition().getBytes(StandardCharsets.UTF_8)),
                            new Csv(requests),
                            Map.of());
            new LocalSimulationRunner(
                            benchmark,
                            (phase, step, metric, snapshot, done) -> {
                                if (phase.name().startsWith("counted")) {
                                    synchronized (all) {
                                        all.add(snapshot);
                                    }
                                }
                            },
                            null,
                            null)
                    .run();
        } catch (ParserException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        HttpStats http = HttpStats.get(all);
        long wrong = all.connectionErrors
                + all.requestTimeouts
                + all.internalErrors
                + (http == null ? 0 : http.status_4xx + http.status_5xx + http.status_other);
        return new Outcome(all.requestCount, all.responseCount, wrong, all.blockedTime / 1e6, all);
    }

    private String definition() {
        return """
                name: load
                http:
                  host: %s
                  sharedConnections: 200
                phases:
                - warmUp:
                %s
                - counted:
                %s
                """
                .formatted(url, phase(warmUpSeconds, ""), phase(seconds, "        startAfter: warmUp\n"));
    }

    private String phase(int duration, String more) {
        return """
                    %s
                        duration: %ds
                %s        scenario:
                        - request:
                          - randomCsvRow:
                              file: requests.csv
                              columns:
                                0: path
                                1: authorization
                          - httpRequest:
                              GET:
                                fromVar: path
                              metric: all
                              timeout: 20s
                              headers:
                                Authorization:
                                  fromVar: authorization
                """
                .formatted(model, duration, more);
    }

    /** The requests as the file that Hyperfoil draws from. */
    private record Csv(List<Request> requests) implements BenchmarkData {

        @Override
        public InputStream readFile(String file) {
            String rows = requests.stream()
                    .map(request -> request.path() + ",Bearer " + request.token())
                    .collect(Collectors.joining("\n"));
            return new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Map<String, byte[]> files() {
            return Map.of();
        }
    }
}
