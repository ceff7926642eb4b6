// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.common.testing.ManualTime;
import io.ballast.market.venue.VenueRest.RestFailure;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VenueRestTest {

    private final Vertx vertx = Vertx.vertx();
    private final VenueServer server = new VenueServer();
    private final VenueRest rest = new VenueRest(vertx, Duration.ofSeconds(5), 1000, new ManualTime());

    @AfterEach
    void close() throws Exception {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void retryAfterIsSecondsOrADateOrNothing() {
        assertThat(rest.retryAfter("120")).isEqualTo(Duration.ofSeconds(120));
        assertThat(rest.retryAfter("Mon, 05 Jan 2026 12:01:30 GMT")).isEqualTo(Duration.ofSeconds(90));
        assertThat(rest.retryAfter("Mon, 05 Jan 2026 11:00:00 GMT")).isZero();
        assertThat(rest.retryAfter("soon")).isNull();
        assertThat(rest.retryAfter(null)).isNull();
    }

    @Test
    void theVenuesFaultFailsAndTheRequestsFaultIsAnAnswer() {
        answer(429, "slow down", "7");
        assertThatThrownBy(this::get)
                .isInstanceOfSatisfying(RestFailure.class, failure -> assertThat(failure.retryAfter())
                        .isEqualTo(Duration.ofSeconds(7)));
        answer(418, "banned", "9");
        assertThatThrownBy(this::get).isInstanceOf(RestFailure.class);
        answer(500, "broken", "1");
        assertThatThrownBy(this::get).isInstanceOf(RestFailure.class);

        answer(400, "no such symbol", "1");
        assertThat(get()).isEqualTo(new Line.Reply.Refused(400));
        answer(200, "{}", "1");
        assertThat(get()).isInstanceOfSatisfying(Line.Reply.Ok.class, ok -> assertThat(ok.body())
                .hasSize(2));
    }

    @Test
    void anAnswerBeyondTheLimitIsNotRead() {
        answer(200, "x".repeat(100_000), "1");

        assertThatThrownBy(this::get).isInstanceOf(RestFailure.class).hasMessageContaining("larger than 1000");
    }

    private void answer(int status, String body, String retryAfter) {
        server.onRequest(request ->
                VenueServer.reply(request.response().setStatusCode(status).putHeader("Retry-After", retryAfter), body));
    }

    private Line.Reply get() {
        return rest.get(server.http() + "/x").await().atMost(Duration.ofSeconds(10));
    }
}
