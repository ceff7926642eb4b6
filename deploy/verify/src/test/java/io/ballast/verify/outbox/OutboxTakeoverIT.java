// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.common.testing.TestTokens;
import io.ballast.verify.client.Http;
import io.ballast.verify.client.OtlpReceiver;
import io.ballast.verify.client.PushClient;
import io.ballast.verify.client.RedisStreams;
import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two instances, one of which is stopped while it relays; and how what is relayed reaches its owner. */
class OutboxTakeoverIT {

    private static final Duration TAKEOVER = Duration.ofSeconds(5);

    @Test
    void aStoppedRelayIsSucceededAndCannotWriteWhenItGoesOn() {
        try (Servers servers = new Servers();
                RedisStreams streams = new RedisStreams(servers.redisPort());
                RunningService one = RunningService.launch(Service.RECONCILIATION, servers.settings());
                RunningService two = RunningService.launch(Service.RECONCILIATION, servers.settings())) {
            one.awaitAlive();
            two.awaitAlive();
            StreamCheck check = new StreamCheck(servers, streams);
            AtomicReference<String> taking = new AtomicReference<>(one.url());
            List<Desk> desks =
                    Stream.generate(() -> new Desk(taking::get).open()).limit(4).toList();
            try {
                for (int round = 0; round < 3; round++) {
                    await().atMost(Duration.ofSeconds(20))
                            .untilAsserted(() -> assertThat(relaying(one)).isNotEqualTo(relaying(two)));
                    RunningService owner = relaying(one) ? one : two;
                    RunningService other = owner == one ? two : one;
                    taking.set(other.url());
                    int before = check.streamed();
                    await().atMost(Duration.ofSeconds(20))
                            .untilAsserted(() -> assertThat(check.streamed()).isGreaterThan(before + 20));

                    owner.freeze();
                    int then = check.streamed();
                    long frozen = System.nanoTime();
                    await().atMost(TAKEOVER.plusSeconds(5))
                            .untilAsserted(() -> assertThat(check.streamed()).isGreaterThan(then + 10));
                    Duration taken = Duration.ofNanos(System.nanoTime() - frozen);
                    System.out.println("OutboxTakeoverIT: taken over after " + taken);
                    assertThat(taken).isLessThan(TAKEOVER);
                    owner.thaw();
                    await().atMost(Duration.ofSeconds(10))
                            .untilAsserted(() -> assertThat(relaying(owner)).isFalse());
                    assertThat(relaying(other)).isTrue();
                }
            } finally {
                desks.forEach(Desk::close);
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(check.streamed()).isGreaterThanOrEqualTo(check.logged()));
            check.everyRowIsThereOnceAndInOrder("two instances");
        }
    }

    @Test
    void whatIsCommittedIsPushedToItsOwnerAloneAndIsOneTrace() {
        try (Servers servers = new Servers();
                OtlpReceiver otlp = new OtlpReceiver();
                RunningService bridge = RunningService.launch(
                        Service.BRIDGE,
                        Map.of(
                                "ballast.redis.url", servers.redisUrl(),
                                "ballast.telemetry.otlp-endpoint", otlp.url(),
                                "ballast.telemetry.sample-ratio", "1",
                                "ballast.bridge.routes.push.source.type", "stream",
                                "ballast.bridge.routes.push.source.topics", "reconciliation.events,guard.alerts",
                                "ballast.bridge.routes.push.sink.type", "push"));
                RunningService service = RunningService.launch(
                        Service.RECONCILIATION,
                        servers.settings(
                                "ballast.telemetry.otlp-endpoint",
                                otlp.url(),
                                "ballast.telemetry.sample-ratio",
                                "1"))) {
            bridge.awaitAlive();
            service.awaitAlive();
            Desk desk = new Desk(service::url);
            Desk stranger = new Desk(service::url);
            try (PushClient owner = PushClient.serverSentEvents(
                    bridge.url(), "topics=reconciliation.events,guard.alerts", TestTokens.token("user", desk.user))) {
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    stranger.push(stranger.answered() + 1);
                    desk.push(desk.answered() + 1);
                    assertThat(owner.events()).isNotEmpty();
                });
                assertThat(owner.events())
                        .allSatisfy(event ->
                                assertThat(event.path("userid").asText()).isEqualTo(desk.user.toString()));
                JsonNode event = owner.events().getFirst();
                String trace = event.path("traceparent").asText().split("-")[1];
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(otlp.services(trace))
                        .contains("reconciliation-service", "eventbus-bridge"));
            }
        }
    }

    private static boolean relaying(RunningService service) {
        return Http.get(service.url() + "/health", null)
                .json()
                .path("outbox")
                .path("relaying")
                .asBoolean();
    }
}
