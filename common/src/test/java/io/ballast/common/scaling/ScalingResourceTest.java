// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.ballast.common.testing.Settings;
import io.ballast.common.web.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server that speaks the API (autoscaling/v2 and core/v1 of the Kubernetes API reference). */
class ScalingResourceTest {

    private static final String AUTOSCALER =
            """
            {"metadata":{"name":"market"},"spec":{"minReplicas":2,"maxReplicas":10,"metrics":[
              {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":70}}},
              {"type":"Pods","pods":{"metric":{"name":"lag"},"target":{"type":"AverageValue","averageValue":"100"}}}]},
            "status":{"currentReplicas":3,"desiredReplicas":4,"lastScaleTime":"2026-01-05T11:00:00Z",
              "currentMetrics":[{"type":"Resource","resource":{"name":"cpu","current":{"averageUtilization":83}}}],
              "conditions":[{"type":"ScalingLimited","status":"False","reason":"DesiredWithinRange","message":"ok"}]}}""";
    private static final String EVENTS =
            """
            {"items":[{"reason":"SuccessfulRescale","message":"New size: 3","count":1,"lastTimestamp":"2026-01-05T10:00:00Z"},
            {"reason":"SuccessfulRescale","message":"New size: 4","eventTime":"2026-01-05T11:00:00.000000Z"}]}""";

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer server;

    @TempDir
    private Path account;

    @BeforeEach
    void serve() throws IOException {
        Files.writeString(account.resolve("token"), "t0\n");
        Files.writeString(account.resolve("namespace"), "prod");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + exchange.getRequestURI());
            byte[] body =
                    pages.getOrDefault(exchange.getRequestURI().getPath(), "{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        pages.put("/apis/autoscaling/v2/namespaces/prod/horizontalpodautoscalers/market", AUTOSCALER);
        pages.put("/api/v1/namespaces/prod/events", EVENTS);
    }

    @AfterEach
    void end() {
        server.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private ScalingResource resource() {
        ScalingConfig config = Settings.of(
                ScalingConfig.class,
                "ballast.scaling",
                "api-url=http://127.0.0.1:" + server.getAddress().getPort(),
                "account-folder=" + account);
        return new ScalingResource(KubernetesApi.find(vertx, new ObjectMapper(), config, Map.of()), "market");
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(10));
    }

    @Test
    void replicasLimitsAndEventsNewestFirst() throws IOException {
        ScalingResource resource = resource();
        Scaling.Status scaling = await(resource.status());

        assertThat(scaling.enabled()).isTrue();
        assertThat(scaling.replicas()).isEqualTo(new Scaling.Replicas(3, 4, 2, 10));
        assertThat(scaling.lastScaledAt()).isEqualTo("2026-01-05T11:00:00Z");
        assertThat(scaling.events()).extracting(Scaling.Event::message).containsExactly("New size: 4", "New size: 3");
        assertThat(scaling.conditions()).extracting(Scaling.Condition::holds).containsExactly(false);
        assertThat(seen)
                .containsExactly(
                        "Bearer t0 /apis/autoscaling/v2/namespaces/prod/horizontalpodautoscalers/market",
                        "Bearer t0 /api/v1/namespaces/prod/events?limit=20&fieldSelector=involvedObject.kind%3D"
                                + "HorizontalPodAutoscaler%2CinvolvedObject.name%3Dmarket");

        Files.writeString(account.resolve("token"), "t1");
        await(resource.metrics());
        assertThat(seen.getLast()).as("a replaced token is used").startsWith("Bearer t1 ");
    }

    @Test
    void theFiguresBehindIt() {
        assertThat(await(resource().metrics()).metrics())
                .containsExactly(
                        new Scaling.Figure("Resource", "cpu", "percent", "70", "83"),
                        new Scaling.Figure("Pods", "lag", "average", "100", null));
    }

    @Test
    void outsideKubernetesNothingIsAsked() {
        ScalingConfig config = Settings.of(ScalingConfig.class, "ballast.scaling");
        ScalingResource outside =
                new ScalingResource(KubernetesApi.find(vertx, new ObjectMapper(), config, Map.of()), "market");

        assertThat(await(outside.status()).enabled()).isFalse();
        assertThat(await(outside.metrics()).reason()).contains("not run in Kubernetes");
    }

    @ParameterizedTest
    @CsvSource({"404,no HorizontalPodAutoscaler named market", "403,may not read", "401,may not read"})
    void whatIsNotThereOrNotAllowedIsSaid(int answered, String reason) {
        status = answered;

        Scaling.Status scaling = await(resource().status());

        assertThat(scaling.enabled()).isFalse();
        assertThat(scaling.reason()).contains(reason);
    }

    @Test
    void anApiThatFailsIsUnavailable() {
        status = 500;
        assertThatThrownBy(() -> await(resource().status())).isInstanceOf(ProblemException.class);
        server.stop(0);
        assertThatThrownBy(() -> await(resource().metrics())).isInstanceOf(ProblemException.class);
    }
}
