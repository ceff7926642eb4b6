// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.TestTokens;
import io.ballast.verify.client.Http;
import io.ballast.verify.client.OtlpReceiver;
import io.ballast.verify.client.OtlpReceiver.Received;
import io.ballast.verify.client.PushClient;
import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A broker's snapshot with a trace of its own, and who is heard of in that trace until the user's client has the event. */
class TraceIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String RECONCILIATION = "reconciliation-service";
    private static final String BRIDGE = "eventbus-bridge";

    private final UUID user = UUID.randomUUID();
    private final String trace = UUID.randomUUID().toString().replace("-", "");
    private final String caller = trace.substring(0, 16).replace('0', '1');

    @Test
    void oneTraceRunsFromTheRequestThroughOutboxAndStreamToThePushedEvent() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                OtlpReceiver receiver = new OtlpReceiver();
                RunningService reconciliation =
                        RunningService.launch(Service.RECONCILIATION, reconciliation(redis, postgres, receiver));
                RunningService bridge = RunningService.launch(Service.BRIDGE, bridge(redis, receiver))) {
            ready(reconciliation);
            ready(bridge);
            try (PushClient client = PushClient.webSocket(
                    bridge.url(), "topics=reconciliation.events", TestTokens.token("user", user))) {
                snapshot(reconciliation);

                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(client.events()).isNotEmpty());
                JsonNode pushed = client.events().getFirst();
                assertThat(pushed.path("traceparent").asText()).contains(trace);
                assertThat(pushed.path("userid").asText()).isEqualTo(user.toString());
            }
            await().atMost(SOON).untilAsserted(() -> assertUnbroken(receiver.spans(trace)));
        }
    }

    /** From the push back to the request that the caller's span is the parent of. */
    private void assertUnbroken(List<Received> spans) {
        Received push = named(spans, BRIDGE, "push");
        Received relay = named(spans, RECONCILIATION, "relay");
        Received request = spans.stream()
                .filter(span ->
                        span.service().equals(RECONCILIATION) && span.parent().equals(caller))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span of the request: " + spans));
        assertThat(request.name()).contains("snapshots");
        assertThat(ancestors(spans, push)).contains(relay.id(), request.id());
        assertThat(ancestors(spans, relay)).contains(request.id());
    }

    private static Received named(List<Received> spans, String service, String part) {
        return spans.stream()
                .filter(span -> span.service().equals(service) && span.name().contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + part + " of " + service + ": " + spans));
    }

    private static List<String> ancestors(List<Received> spans, Received from) {
        Map<String, String> parents = new HashMap<>();
        spans.forEach(span -> parents.put(span.id(), span.parent()));
        return java.util.stream.Stream.iterate(
                        parents.getOrDefault(from.id(), ""), id -> !id.isEmpty(), id -> parents.getOrDefault(id, ""))
                .limit(100)
                .toList();
    }

    private void snapshot(RunningService reconciliation) {
        Instant now = Instant.now();
        String body =
                """
                {"snapshot_id":"%s","taken_at":"%s","complete":true,
                 "account":{"balance":10000,"equity":10185,"currency":"USD"},
                 "positions":[{"ticket":4711,"symbol":"EURUSD","direction":"buy","volume":1,"entry_price":1.1408,
                   "entry_time":"%s","current_price":1.14265,"profit":185}],"deals":[]}"""
                        .formatted(UUID.randomUUID(), now, now.minusSeconds(3_600));
        Http.Answer answer = Http.post(
                reconciliation.url() + "/api/v1/accounts/traced/snapshots",
                TestTokens.token("agent", user),
                body,
                "traceparent",
                "00-" + trace + "-" + caller + "-01");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }

    private static void ready(RunningService service) {
        service.awaitAlive();
        await().atMost(SOON).untilAsserted(() -> {
            Http.Answer health = Http.get(service.url() + "/health", null);
            assertThat(health.json().path("status").asText()).as(health.body()).isEqualTo("healthy");
        });
    }

    private static Map<String, String> shared(EmbeddedRedis redis, OtlpReceiver receiver) {
        return new HashMap<>(Map.of(
                "ballast.redis.url",
                redis.url(),
                "ballast.telemetry.otlp-endpoint",
                receiver.url(),
                "ballast.telemetry.sample-ratio",
                "1"));
    }

    private static Map<String, String> reconciliation(
            EmbeddedRedis redis, EmbeddedPostgres postgres, OtlpReceiver receiver) {
        Map<String, String> settings = shared(redis, receiver);
        settings.putAll(Map.of(
                "ballast.database.host", "127.0.0.1",
                "ballast.database.port", Integer.toString(postgres.getPort()),
                "ballast.database.name", "postgres",
                "ballast.database.user", "postgres",
                "ballast.database.password", "postgres"));
        return settings;
    }

    private static Map<String, String> bridge(EmbeddedRedis redis, OtlpReceiver receiver) {
        Map<String, String> settings = shared(redis, receiver);
        settings.putAll(Map.of(
                "ballast.bridge.routes.push.source.type", "stream",
                "ballast.bridge.routes.push.source.topics", "reconciliation.events",
                "ballast.bridge.routes.push.sink.type", "push",
                "ballast.bridge.routes.push.from", "new"));
        return settings;
    }
}
