// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.resilience.TestBreakers;
import io.ballast.common.testing.RedisResource;
import io.ballast.common.testing.TestTokens;
import io.ballast.common.web.client.GuardedHttp;
import io.ballast.common.web.client.HttpCall;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoints as a service has them: wiring, access, bodies, and the engine of the application. */
@QuarkusTest
@QuarkusTestResource(RedisResource.class)
class CircuitBreakerQuarkusTest {

    private static final UUID OPERATOR = UUID.fromString("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");

    private final HttpClient client = HttpClient.newHttpClient();

    @Inject
    Breakers breakers;

    @Inject
    GuardedPort port;

    @Inject
    GuardedHttp http;

    @Inject
    ObjectMapper mapper;

    @TestHTTPResource("/api/circuit-breaker/")
    URI base = URI.create("http://127.0.0.1/");

    @ParameterizedTest
    @CsvSource({"GET,status", "POST,reset", "POST,force-open", "GET,history"})
    void onlyOperatorsMay(String method, String call) {
        assertThat(send(method, call, "").statusCode()).isEqualTo(401);
        for (String role : new String[] {"user", "agent"}) {
            assertThat(send(method, call, TestTokens.token(role, OPERATOR)).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void anIncidentFromEndToEnd() throws IOException {
        breakers.declare("dtc", TestBreakers::works);
        TestBreakers.trip(breakers, "dtc");

        JsonNode open = body(operator("GET", "status?name=dtc"), 200).get("circuit_breaker");
        assertThat(open.get("state").asText()).isEqualTo("OPEN");
        assertThat(open.get("failure_threshold").asInt()).isEqualTo(3);
        assertThat(open.get("instance").asText()).contains("@");

        assertThat(body(operator("POST", "reset"), 200)
                        .get("circuit_breaker")
                        .get("state")
                        .asText())
                .isEqualTo("CLOSED");
        assertThat(body(operator("POST", "reset?name=dtc"), 409).get("hint").asText())
                .isEqualTo("it is closed");

        await().untilAsserted(() -> assertThat(body(operator("GET", "status?scope=fleet"), 200)
                        .get("scope")
                        .asText())
                .isEqualTo("fleet"));
        JsonNode forced = body(operator("POST", "force-open?name=dtc&reason=maintenance&ttl=PT1H"), 200);
        assertThat(forced.get("scope").asText()).isEqualTo("fleet");
        assertThat(forced.get("circuit_breaker").get("state").asText()).isEqualTo("FORCED_OPEN");
        body(operator("POST", "reset?name=dtc&override=true&reason=done"), 200);

        JsonNode history = body(operator("GET", "history?name=dtc"), 200);
        assertThat(history.get("count").asInt()).isEqualTo(4);
        JsonNode newest = history.get("history").get(0);
        assertThat(newest.get("cause").asText()).isEqualTo("override-reset");
        assertThat(newest.get("actor").asText()).isEqualTo(OPERATOR.toString());
        assertThat(newest.get("trace_id").asText()).matches("[0-9a-f]{32}");
    }

    @Test
    void annotatedGuardsAreListedBeforeTheirFirstCallAndManagedAsAllOthers() throws IOException {
        assertThat(body(operator("GET", "status?name=broker-annotated"), 200)
                        .get("circuit_breaker")
                        .get("failure_threshold")
                        .asInt())
                .isEqualTo(3);
        assertThat(port.quote().await().indefinitely()).isEqualTo("quote");
        int before = port.calls.get();

        body(operator("POST", "force-open?name=broker-annotated&reason=maintenance"), 200);
        assertThatThrownBy(() -> port.quote().await().indefinitely()).isInstanceOf(CircuitBreakerOpenException.class);
        assertThat(port.quoteOrYesterdays().await().indefinitely()).isEqualTo("yesterday's");
        assertThat(port.calls).as("nothing reached the port").hasValue(before);
        body(operator("POST", "reset?name=broker-annotated&override=true&reason=done"), 200);
        assertThat(port.quoteOrYesterdays().await().indefinitely()).isEqualTo("quote");

        port.works = false;
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> port.quote().await().indefinitely()).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> port.quote().await().indefinitely()).isInstanceOf(CircuitBreakerOpenException.class);
        port.works = true;
        assertThat(operator("POST", "reset?name=broker-annotated").statusCode())
                .as("it waits for the next call, and none comes")
                .isEqualTo(409);
        JsonNode open =
                body(operator("GET", "status?name=broker-annotated"), 200).get("circuit_breaker");
        assertThat(open.get("state").asText()).isEqualTo("OPEN");
        assertThat(open.get("success_count").asInt()).isEqualTo(2);
        assertThat(open.get("failure_count").asInt()).isEqualTo(3);
        assertThat(open.get("rejected_calls").asInt()).isEqualTo(3);
        assertThat(body(operator("GET", "history?name=broker-annotated"), 200).findValuesAsText("cause"))
                .contains("force-open", "override-reset", "failures");
        body(operator("POST", "reset?name=broker-annotated&override=true&reason=done"), 200);
    }

    @Test
    void anOutsideCallCarriesItsTraceAndItsBreakerIsListed() throws IOException {
        List<String> traces = new CopyOnWriteArrayList<>();
        HttpServer api = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        api.createContext("/", exchange -> {
            traces.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        api.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + api.getAddress().getPort() + "/v2/clock");
            assertThat(http.send("broker-outside", HttpCall.get(uri))
                            .await()
                            .atMost(Duration.ofSeconds(10))
                            .status())
                    .isEqualTo(204);
        } finally {
            api.stop(0);
        }
        assertThat(traces).singleElement().asString().matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
        body(operator("GET", "status?name=broker-outside"), 200);
    }

    @Test
    void aGuardedMethodThatBlocksIsRefused() {
        assertThatThrownBy(port::blocking).hasMessageContaining("returns a Uni");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,status?name=nobody,404",
        "POST,reset?name=nobody,404",
        "POST,force-open?name=nobody&reason=x,404",
        "GET,history?name=nobody,404",
        "GET,status?scope=world,400",
        "GET,history?limit=0,400",
        "POST,force-open?reason=x,400",
        "POST,reset,400"
    })
    void errorsAreProblems(String method, String call, int status) throws IOException {
        HttpResponse<String> response = operator(method, call);
        assertThat(body(response, status).get("status").asInt()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    private HttpResponse<String> operator(String method, String call) {
        return send(method, call, TestTokens.token("operator", OPERATOR));
    }

    private JsonNode body(HttpResponse<String> response, int status) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return mapper.readTree(response.body());
    }

    private HttpResponse<String> send(String method, String call, String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(call)).method(method, HttpRequest.BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
