// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.health.Component;
import io.ballast.common.health.Component.Kind;
import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.BreakerStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From facts to findings; the errors are what the servers and clients really say. */
class RulesTest {

    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

    private static Component component(
            String name, Kind kind, boolean working, @Nullable String error, Map<String, Object> figures) {
        return new Component(name, kind, working ? "Up" : "Waiting", working, null, error, null, null, figures);
    }

    private static Component redis(boolean working, @Nullable String error) {
        return component("redis", Kind.REDIS, working, error, Map.of());
    }

    private static BreakerStatus breaker(String name, BreakerState state, @Nullable String failure) {
        return new BreakerStatus(
                "market",
                name,
                "market@here",
                state,
                state != BreakerState.CLOSED,
                5,
                5,
                0,
                5,
                0,
                failure,
                "maintenance",
                NOW,
                NOW.plusSeconds(60),
                true,
                null,
                new BreakerStatus.Statistics(5, 0));
    }

    private static List<Finding> findings(List<Component> components, BreakerStatus... breakers) {
        return Rules.findings(new Facts(NOW, components, List.of(breakers)));
    }

    private static List<String> problems(List<Finding> findings) {
        return findings.stream().map(Finding::problem).toList();
    }

    @Test
    void whereAllWorksNothingIsFound() {
        assertThat(findings(
                        List.of(
                                redis(true, "Connection refused an hour ago"),
                                component("route-push", Kind.ROUTE, true, null, Map.of("lag_events", 999L))),
                        breaker("redis", BreakerState.CLOSED, "OOM yesterday")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Connection refused: /127.0.0.1:6379 | redis-not-running | start Redis",
                "silent for 3000 ms | redis-not-answering | SLOWLOG",
                "no reply from Redis within 2000 ms | redis-not-answering | not the services",
                "no connection within 2000 ms | redis-not-answering | network",
                "NOAUTH HELLO must be called with the client already authenticated | redis-credentials | ballast.redis.url",
                "WRONGPASS invalid username-password pair or user is disabled. | redis-credentials | ACL",
                "NOPERM this user has no permissions to run the 'xadd' command | redis-not-permitted | ACL LOG",
                "LOADING Redis is loading the dataset in memory | redis-loading | wait",
                "ERR max number of clients reached | redis-too-many-clients | maxclients",
                "Failed to resolve 'nowhere' | redis-unknown-host | ballast.redis.url",
                "the connection was closed | redis-away | log",
            })
    void redisAway(String error, String problem, String advice) {
        List<Finding> findings = findings(List.of(redis(false, error)));

        assertThat(problems(findings)).containsExactly(problem);
        assertThat(findings.getFirst().recommendation()).contains(advice);
        assertThat(findings.getFirst().evidence()).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OOM command not allowed when used memory > 'maxmemory'. | redis-out-of-memory | maxmemory",
                "READONLY You can't write against a read only replica. | redis-read-only | REPLICAOF NO ONE",
                "MISCONF Redis is configured to save RDB snapshots | redis-disk | BGSAVE",
            })
    void redisThereAndRefusing(String error, String problem, String advice) {
        List<Finding> findings = findings(List.of(redis(true, null)), breaker("redis", BreakerState.OPEN, error));

        assertThat(problems(findings)).as("and not the breaker once more").containsExactly(problem);
        assertThat(findings.getFirst().recommendation()).contains(advice);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Connection refused: /127.0.0.1:5432 | postgres-not-running",
                "Connection to 127.0.0.1:5432 refused. Check that the hostname | postgres-not-running",
                "no answer within 2000 ms | postgres-not-answering",
                "FATAL: password authentication failed for user \"ballast\" (28P01) | postgres-credentials",
                "FATAL: sorry, too many clients already (53300) | postgres-too-many-connections",
                "FATAL: the database system is starting up (57P03) | postgres-starting",
                "FATAL: database \"ballast\" does not exist (3D000) | postgres-no-database",
                "cannot execute INSERT in a read-only transaction (25006) | postgres-read-only",
                "could not extend file: No space left on device (53100) | postgres-disk",
            })
    void databaseAway(String error, String problem) {
        assertThat(problems(findings(List.of(component("postgres-primary", Kind.DATABASE, false, error, Map.of())))))
                .containsExactly(problem);
    }

    @Test
    void aReplicaIsAWarningAndThePrimaryIsNot() {
        List<Finding> findings = findings(List.of(
                component("postgres-replica", Kind.DATABASE, false, "Connection refused", Map.of()),
                component("postgres-primary", Kind.DATABASE, false, "Connection refused", Map.of())));
        assertThat(findings).extracting(Finding::component).containsExactly("postgres-primary", "postgres-replica");
        assertThat(findings)
                .extracting(Finding::severity)
                .containsExactly(Finding.Severity.CRITICAL, Finding.Severity.WARNING);

        List<Finding> behind = findings(List.of(component(
                "postgres-replica", Kind.DATABASE, true, null, Map.of("lag_seconds", 7.5, "within_limit", false))));
        assertThat(problems(behind)).containsExactly("postgres-replica-lagging");
        assertThat(behind.getFirst().recommendation()).contains("pg_wal_replay_resume");
    }

    @Test
    void aRouteIsNotBlamedForItsRedis() {
        Component route = component("route-push", Kind.ROUTE, false, "silent", Map.of());

        assertThat(problems(findings(List.of(redis(false, "silent for 3 s"), route))))
                .containsExactly("redis-not-answering");
        assertThat(problems(findings(List.of(redis(true, null), route)))).containsExactly("route-away");
    }

    @Test
    void lagAndRecentDeadLettersOfARoute() {
        Component slow = component("route-push", Kind.ROUTE, true, null, Map.of("lag_seconds", 60.5));
        Component picky = component(
                "route-kafka",
                Kind.ROUTE,
                true,
                null,
                Map.of("route", "kafka", "dead_letters", 3L, "last_dead_letter_at", NOW.minusSeconds(60)));
        Component pickyOnce = component(
                "route-old",
                Kind.ROUTE,
                true,
                null,
                Map.of("dead_letters", 3L, "last_dead_letter_at", NOW.minus(Duration.ofHours(1))));

        List<Finding> findings = findings(List.of(slow, picky, pickyOnce));

        assertThat(problems(findings)).containsExactlyInAnyOrder("stream-lag", "dead-letters");
        assertThat(findings)
                .anySatisfy(f -> assertThat(f.recommendation()).contains("XREVRANGE ballast:stream:dlq:kafka"));
    }

    @Test
    void aForcedBreakerIsANoticeAndOneThatOpenedIsNot() {
        List<Finding> findings = findings(
                List.of(),
                breaker("venue-kraken", BreakerState.FORCED_OPEN, null),
                breaker("broker-alpaca", BreakerState.OPEN, "HTTP 503"));

        assertThat(problems(findings)).containsExactly("breaker-open", "breaker-forced-open");
        assertThat(findings.getLast().severity()).isEqualTo(Finding.Severity.NOTICE);
        assertThat(findings.getLast().recommendation()).contains("reset?name=venue-kraken&override=true");
    }

    @Test
    void aResourceOverItsLimitIsWorseThanOneThatWillBe() {
        Component disk =
                new Component("disk", Kind.RESOURCE, "forecast", false, null, null, null, null, Map.of("value", 85.0));
        Component slow =
                new Component("response_time_p99", Kind.RESOURCE, "threshold", false, null, null, null, null, Map.of());

        List<Finding> findings = findings(List.of(disk, slow));

        assertThat(problems(findings)).containsExactly("response-time-p99-threshold", "disk-forecast");
        assertThat(findings.getLast().recommendation()).contains("free space");
    }

    @Test
    void everyRunbookNamedExists() throws Exception {
        Path sources = Path.of("src/main/java/io/ballast/common/health/diagnosis");
        List<String> named;
        try (var files = Files.list(sources)) {
            named = files.flatMap(file -> java.util.regex.Pattern.compile("docs/runbooks/[a-z-]+\\.md")
                            .matcher(read(file))
                            .results()
                            .map(java.util.regex.MatchResult::group))
                    .toList();
        }
        assertThat(named)
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(runbook ->
                        Files.exists(Path.of(System.getProperty("ballast.root")).resolve(runbook)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
