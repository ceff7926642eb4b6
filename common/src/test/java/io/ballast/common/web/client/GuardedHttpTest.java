// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.BreakerStatus;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.resilience.TestBreakers;
import io.ballast.common.testing.ManualTime;
import io.ballast.common.testing.RealTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a real server on a real socket. */
class GuardedHttpTest {

    private static final String API = "broker-alpaca";

    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime();
    private final Breakers breakers = TestBreakers.of(
            new ServiceInstance("demo", "demo@a"), time, new RealTime(vertx), new SimpleMeterRegistry(), Map.of());
    private final GuardedHttp http = GuardedHttp.of(vertx, breakers, time);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Handler<HttpServerRequest> answer =
            request -> request.response().end();
    private final HttpServer server = listen();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void anAnswerHasStatusHeadersAndBody() {
        answer = request -> request.bodyHandler(body -> request.response()
                .setStatusCode(201)
                .putHeader("X-Kind", request.getHeader("X-Kind"))
                .end(body));
        HttpCall call = HttpCall.post(uri(), "{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .with(Map.of("X-Kind", "order"));

        HttpAnswer answered = send(call);

        assertThat(answered.status()).isEqualTo(201);
        assertThat(answered.ok()).isTrue();
        assertThat(answered.header("x-kind")).isEqualTo("order");
        assertThat(answered.body()).asString().isEqualTo("{\"a\":1}");
        assertThat(status().successCount()).isEqualTo(1);
    }

    @Test
    void aServerErrorIsTheApisFaultAndOpensItsBreaker() {
        answer = request -> request.response().setStatusCode(502).end("bad gateway");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(this::get)
                    .isInstanceOfSatisfying(HttpFailure.class, failure -> assertThat(failure.status())
                            .isEqualTo(502));
        }
        assertThat(status().state()).isEqualTo(BreakerState.OPEN);
        assertThatThrownBy(this::get).isInstanceOf(CircuitBreakerOpenException.class);
        assertThat(asked).hasValue(3);
    }

    @Test
    void aClientErrorIsAnAnswerAndNoFailure() {
        for (int code : new int[] {400, 401, 403, 404, 409, 418, 422}) {
            answer = request -> request.response().setStatusCode(code).end();
            assertThat(get().status()).isEqualTo(code);
        }
        assertThat(status().state()).isEqualTo(BreakerState.CLOSED);
        assertThat(status().failureCount()).isZero();
    }

    @Test
    void whoAsksToBeLeftAloneIsLeftAloneAndItsBreakerStaysClosed() {
        answer = request -> request.response()
                .setStatusCode(429)
                .putHeader("Retry-After", "7")
                .end();
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(this::get)
                    .isInstanceOfSatisfying(HttpFailure.class, failure -> assertThat(failure.retryAfter())
                            .isEqualTo(Duration.ofSeconds(7)));
        }
        assertThat(asked).as("the other four never left").hasValue(1);
        assertThat(status().state()).isEqualTo(BreakerState.CLOSED);

        answer = request -> request.response().end("fine");
        time.advance(Duration.ofMillis(6999));
        assertThatThrownBy(this::get).isInstanceOf(HttpFailure.class);
        time.advance(Duration.ofMillis(1));
        assertThat(get().body()).asString().isEqualTo("fine");
        assertThat(asked).hasValue(2);
    }

    @Test
    void oneApiThatAsksToBeLeftAloneDoesNotHoldUpAnother() {
        answer = request -> request.response()
                .setStatusCode(418)
                .putHeader("Retry-After", "60")
                .end();
        assertThatThrownBy(this::get).isInstanceOf(HttpFailure.class);
        answer = request -> request.response().end();
        assertThat(http.send("venue-x", HttpCall.get(uri()))
                        .await()
                        .atMost(Duration.ofSeconds(10))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void noAnswerInTimeIsAFailureAndTheConnectionIsGivenUp() {
        AtomicInteger closed = new AtomicInteger();
        answer = request -> request.connection().closeHandler(gone -> closed.incrementAndGet());
        assertThatThrownBy(() -> send(HttpCall.get(uri()).within(Duration.ofMillis(300), 100)))
                .isInstanceOf(HttpFailure.class);
        assertThat(status().failureCount()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(closed).hasValue(1));
    }

    @Test
    void anAnswerThatTricklesInIsAFailureToo() {
        answer = request -> {
            request.response().setChunked(true).write("a");
            long ticking = vertx.setPeriodic(50, tick -> request.response().write("b"));
            request.connection().closeHandler(gone -> vertx.cancelTimer(ticking));
        };
        assertThatThrownBy(() -> send(HttpCall.get(uri()).within(Duration.ofMillis(500), 1000)))
                .isInstanceOf(HttpFailure.class)
                .hasMessageContaining("PT0.5S");
    }

    @Test
    void anAnswerBeyondTheLimitIsNotRead() {
        answer = request -> request.response().end(Buffer.buffer(new byte[100_000]));
        assertThatThrownBy(() -> send(HttpCall.get(uri()).within(Duration.ofSeconds(10), 1000)))
                .isInstanceOf(HttpFailure.class)
                .hasMessageContaining("larger than 1000");
        answer = request -> request.response().end(Buffer.buffer(new byte[1000]));
        assertThat(send(HttpCall.get(uri()).within(Duration.ofSeconds(10), 1000))
                        .body())
                .hasSize(1000);
    }

    @Test
    void nobodyThereIsAFailureThatNamesNoAddress() throws Exception {
        URI secret = URI.create(uri() + "?apikey=very-secret");
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThatThrownBy(() -> send(HttpCall.get(secret))).isInstanceOf(HttpFailure.class);
        assertThat(status().lastFailure()).doesNotContain("secret");
        assertThat(HttpCall.get(secret).toString()).doesNotContain("secret");
    }

    @Test
    void retryAfterIsSecondsOrADateOrNothing() {
        assertThat(RetryAfter.parse("120", time.now())).isEqualTo(Duration.ofSeconds(120));
        assertThat(RetryAfter.parse("Mon, 05 Jan 2026 12:01:30 GMT", java.time.Instant.parse("2026-01-05T12:00:00Z")))
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(RetryAfter.parse("Mon, 05 Jan 2026 11:00:00 GMT", java.time.Instant.parse("2026-01-05T12:00:00Z")))
                .isZero();
        assertThat(RetryAfter.parse("999999999999", time.now())).isEqualTo(Duration.ofDays(3));
        for (String nonsense : new String[] {"soon", "", "-1", "99999999999999999999999"}) {
            assertThat(RetryAfter.parse(nonsense, time.now())).isNull();
        }
        assertThat(RetryAfter.parse(null, time.now())).isNull();
    }

    private HttpServer listen() {
        return vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.incrementAndGet();
                    answer.handle(request);
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/v2/orders");
    }

    private HttpAnswer get() {
        return send(HttpCall.get(uri()));
    }

    private HttpAnswer send(HttpCall call) {
        return http.send(API, call).await().atMost(Duration.ofSeconds(20));
    }

    private BreakerStatus status() {
        return breakers.status(API).orElseThrow();
    }
}
