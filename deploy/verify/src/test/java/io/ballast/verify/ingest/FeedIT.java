// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.testing.TestTokens;
import io.ballast.verify.client.Http;
import io.ballast.verify.client.RedisStreams;
import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances on one database and one Redis: streams are taken in whatever is away, and in order. */
class FeedIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> ACCOUNTS = List.of("a", "b", "c");
    private static final String LEASE = "ballast_lease_held{lease=\"feed-broker.snapshots\"} 1.0";

    private final UUID user = UUID.randomUUID();
    private final IngestServers servers = new IngestServers();
    private final RedisStreams streams = new RedisStreams(servers.redis().port());
    private RunningService one;
    private RunningService two;
    private int sent;

    @BeforeEach
    void start() {
        one = RunningService.launch(Service.RECONCILIATION, servers.settings());
        two = RunningService.launch(Service.RECONCILIATION, servers.settings());
        one.awaitAlive();
        two.awaitAlive();
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        streams.close();
        servers.close();
    }

    @Test
    void theBacklogIsTakenInOnceAndInOrderWhateverWasAway() {
        await().atMost(SOON).untilAsserted(() -> assertThat(reads(one)).isNotEqualTo(reads(two)));
        send(20);
        everythingIsTakenIn("at first");

        servers.database().kill();
        send(20);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(reader().log()).contains("event tried again: topic=broker.snapshots"));
        servers.database().start();
        everythingIsTakenIn("after PostgreSQL was away");

        send(20);
        servers.redis().stop();
        servers.redis().restart();
        everythingIsTakenIn("after Redis was away");

        RunningService reader = reader();
        send(20);
        reader.freeze();
        send(20);
        everythingIsTakenIn("after the reader was frozen");
        reader.thaw();
        await().atMost(SOON).untilAsserted(() -> assertThat(reads(reader)).isFalse());
        send(20);
        everythingIsTakenIn("after it went on");

        reader().kill();
        send(20);
        everythingIsTakenIn("after the reader was killed");
        assertThat(streams.exists("ballast:stream:dlq:reconciliation")).isFalse();
    }

    @Test
    void oneSnapshotSentFiftyTimesToTwoInstancesIsOneRunAndOneAnswer() {
        String body = Bodies.snapshot(1, Instant.now());
        String token = TestTokens.token("agent", user);
        await().atMost(SOON).untilAsserted(() -> {
            for (RunningService service : List.of(one, two)) {
                assertThat(Http.status(service.url() + "/q/health/ready")).isEqualTo(200);
            }
        });
        List<Http.Answer> answers;
        try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
            answers = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() ->
                            Http.post((i % 2 == 0 ? one : two).url() + "/api/v1/accounts/main/snapshots", token, body)))
                    .toList()
                    .stream()
                    .map(FeedIT::result)
                    .toList();
        }
        assertThat(answers).extracting(Http.Answer::status).containsOnly(202);
        assertThat(answers.stream().map(Http.Answer::body).distinct()).hasSize(1);
        assertThat(servers.rows("SELECT total_syncs FROM account_state")).isEqualTo(List.of(List.of("1")));
        assertThat(servers.rows("SELECT count(*) FROM reconciliation_runs")).isEqualTo(List.of(List.of("1")));
        assertThat(servers.rows("SELECT count(*) FROM reconciliation_logs")).isEqualTo(List.of(List.of("5")));
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** So many more snapshots of each account. */
    private void send(int more) {
        for (int i = 0; i < more; i++) {
            sent++;
            for (String account : ACCOUNTS) {
                streams.add(
                        "broker.snapshots",
                        Map.of(
                                "specversion",
                                "1.0",
                                "id",
                                account + sent,
                                "source",
                                "/terminal",
                                "type",
                                "broker.snapshot",
                                "subject",
                                account,
                                "userid",
                                user.toString(),
                                "time",
                                Instant.now().toString(),
                                "data",
                                Bodies.snapshot(sent, Instant.now())));
            }
        }
    }

    private void everythingIsTakenIn(String when) {
        List<List<String>> wanted = IntStream.rangeClosed(1, sent)
                .mapToObj(number -> List.of(Bodies.snapshotId(number), "accepted"))
                .toList();
        Instant from = Instant.now();
        for (String account : ACCOUNTS) {
            await().atMost(SOON).untilAsserted(() -> assertThat(
                            servers.rows("SELECT snapshot_id, result FROM reconciliation_runs WHERE account = '"
                                    + account + "' ORDER BY started_at, run_id"))
                    .as("%s: %s", account, when)
                    .isEqualTo(wanted));
        }
        System.out.printf("FeedIT: %s: %s%n", when, Duration.between(from, Instant.now()));
    }

    private RunningService reader() {
        return reads(one) ? one : two;
    }

    private static boolean reads(RunningService service) {
        return Http.get(service.url() + "/q/metrics", null).body().contains(LEASE);
    }
}
